import type { KeySet } from "#channel/kit/issuer/key-set.ts";
import { readBearer } from "#channel/kit/issuer/read-bearer.ts";
import { asObject, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { RawRequest } from "#channel/kit/webhook.ts";
import type { GoogleChatSettings } from "#connectors/google-chat/options.ts";

/** In whose name Google Chat calls. */
const chatAccount = "chat@system.gserviceaccount.com";

type Signer = { readonly name: string; readonly issuer: readonly string[]; readonly keysUrl: string };

/**
 * Who signs requests (developers.google.com/workspace/chat/verify-requests-from-chat): Chat's own account for the number of a project, or Google's
 * sign-in for the URL of an endpoint.
 */
export function signerOf({ endpointUrl, keysUrl }: Pick<GoogleChatSettings, "endpointUrl" | "keysUrl">): Signer {
  if (endpointUrl === undefined)
    return {
      name: "Google Chat",
      issuer: [chatAccount],
      keysUrl: keysUrl ?? `https://www.googleapis.com/service_accounts/v1/jwk/${chatAccount}`,
    };
  return {
    name: "Google",
    issuer: ["https://accounts.google.com", "accounts.google.com"],
    keysUrl: keysUrl ?? "https://www.googleapis.com/oauth2/v3/certs",
  };
}

export type ProofParts = Pick<GoogleChatSettings, "projectNumber" | "endpointUrl" | "keysUrl"> & {
  readonly keys: Pick<KeySet, "find">;
  readonly now: () => number;
};

/** `reason`: one of a fixed set of names. */
export type Proof = { type: "proved"; body: JsonObject } | { type: "refused"; reason: string } | { type: "unreadable" };

/**
 * Proves that Google Chat sends a request.
 * @throws RequestError `unavailable` while Google's keys are not known.
 */
export async function proveRequest(
  { body, header }: Pick<RawRequest, "body" | "header">,
  parts: ProofParts,
): Promise<Proof> {
  const { projectNumber, endpointUrl, keys, now } = parts;
  const { issuer } = signerOf(parts);
  const audience = endpointUrl ?? projectNumber;
  const bearer = await readBearer(header("authorization"), { keys, issuer, audience, now: now() });
  if (bearer.type === "refused") return bearer;
  // Any service account of anybody gets a token of Google's for any URL: only its e-mail address says whose it is.
  if (endpointUrl !== undefined && !isCaller(bearer.claims, projectNumber))
    return { type: "refused", reason: "other_account" };
  const parsed = parse(body.toString());
  return parsed === undefined ? { type: "unreadable" } : { type: "proved", body: parsed };
}

/** Chat's own account, or the one by which Google calls the add-ons of this project. */
function isCaller({ email, email_verified: isVerified }: JsonObject, projectNumber: string): boolean {
  const addOns = `service-${projectNumber}@gcp-sa-gsuiteaddons.iam.gserviceaccount.com`;
  return isVerified === true && (email === chatAccount || email === addOns);
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    // RangeError: it is nested too deeply. Google never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
