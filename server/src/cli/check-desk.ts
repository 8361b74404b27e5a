import { discover, redirectUrlOf } from "#desk/people/oidc/oidc-provider.ts";
import type { DeskSettings } from "#desk/settings.ts";

/** Lines for the operator; `isGood`: false when people could not sign in as the configuration says. */
export type DeskFindings = { lines: readonly string[]; isGood: boolean };

/**
 * What the team's provider has to know, and with `live` whether it answers as the settings say.
 *
 * @param publicUrl of the server, without a slash at the end.
 */
export async function checkDesk(
  desk: DeskSettings | undefined,
  publicUrl: string,
  live: boolean,
): Promise<DeskFindings> {
  if (desk?.oidc === undefined) return { lines: [], isGood: true };
  const { name, issuer } = desk.oidc;
  const steps = [`desk: redirect URL for ${name}: ${redirectUrlOf(`${publicUrl}/desk`)}`];
  if (!live) return { lines: steps, isGood: true };
  try {
    const metadata = (await discover(desk.oidc)).serverMetadata();
    const missing = (["authorization_endpoint", "token_endpoint", "jwks_uri"] as const).filter(
      (field) => metadata[field] === undefined,
    );
    if (missing.length === 0) return { lines: [...steps, `desk: ${name} answers`], isGood: true };
    const why = `the document of ${issuer} lacks ${missing.join(", ")}`;
    return { lines: [...steps, `desk: error: ${why}. Is this the address of an OpenID provider?`], isGood: false };
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    const fix = `desk.oidc.issuer must be exactly what ${issuer} calls itself in /.well-known/openid-configuration, and be reached from here`;
    return { lines: [...steps, `desk: error: ${name} does not answer as it should (${why}). ${fix}`], isGood: false };
  }
}
