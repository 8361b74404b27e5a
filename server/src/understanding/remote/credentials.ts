import { UnderstandingError } from "./understanding-error.ts";

/** A secret, or a function that gets it. The function is called before each request, so it may renew a token that expires. */
export type Secret = string | (() => string | Promise<string>);

/** @throws UnderstandingError `refused` */
export async function readSecret(service: string, secret: Secret): Promise<string> {
  const given = typeof secret === "string" ? secret : await obtain(service, secret);
  // Files that hold secrets end with a line break.
  const value = given.trim();
  // Checked here, because the error of `fetch` would quote the value.
  if (/^[\x20-\x7e]+$/.test(value)) return value;
  throw new UnderstandingError(service, "refused", "was not asked: its credentials are empty or have odd characters");
}

async function obtain(service: string, secret: () => string | Promise<string>): Promise<string> {
  try {
    return await secret();
  } catch (cause) {
    const what = "was not asked: the function that gets its credentials failed";
    throw new UnderstandingError(service, "refused", what, { cause });
  }
}
