import * as v from "valibot";
import { limits } from "./limits.ts";

/** Made once per act of the visitor, and repeated in every retry of it. */
export const clientId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_.:-]+$/, "must have only letters, digits and _ . : -"),
  v.maxLength(limits.clientIdLength),
);
