import type { Running } from "#foundation/register/running.ts";
import { REGISTER } from "../../register.ts";
import { SERVED } from "./served.generated.ts";

/** What runs, where no page can be loaded: the Worker reads it from its tables. */
export const RUNNING: Running = { register: REGISTER, ...SERVED };
