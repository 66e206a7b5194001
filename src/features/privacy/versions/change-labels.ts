/** A single value whose change is said as "from … to …". */
export const CHANGE_LABELS = [
	"brandName",
	"host",
	"adult",
	"minimumAge",
	"responseDays",
	"eraseAfterClosing",
	"paymentMethods",
	"rightsContact",
	"helpContact",
	"dpo",
	"authority",
	"controllerName",
	"controllerAddress",
	"controllerPhone",
	"controllerEmail",
	"registration",
	"partner",
] as const;
export type ChangeLabel = (typeof CHANGE_LABELS)[number];
