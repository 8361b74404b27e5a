import type { IssuerOptions } from "./options.ts";

/** One value of `iss` whose tokens are taken, and what they must be like. */
export type TrustedIssuer = {
  issuer: string;
  audience: string[];
  scope: string | undefined;
  /** The names of the claims that name the person. */
  person: readonly string[];
  /** Of Entra: the value of `tid`. */
  tenant: string | undefined;
  /** Where the issuer's people are told from those of others: tokens of both versions of Entra name the same people. */
  realm: string;
  keysUrl: string | undefined;
};

const entra = "https://login.microsoftonline.com";
const issuersOfVersion1: Readonly<Record<string, string>> = {
  "https://login.partner.microsoftonline.cn": "https://sts.chinacloudapi.cn",
};

/**
 * Entra: https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens. Which version an app gets is its
 * `requestedAccessTokenVersion`, whatever the version of the address that was asked.
 */
export function toTrustedIssuers(options: IssuerOptions): TrustedIssuer[] {
  const { issuer, tenants, authority = entra, keysUrl, person = ["sub"] } = options;
  const audience = typeof options.audience === "string" ? [options.audience] : [...options.audience];
  if (tenants === undefined)
    return [
      { issuer: issuer ?? "", audience, scope: options.scope, person, tenant: undefined, realm: issuer ?? "", keysUrl },
    ];
  return tenants.flatMap((tenant) =>
    [`${authority}/${tenant}/v2.0`, `${issuersOfVersion1[authority] ?? "https://sts.windows.net"}/${tenant}/`].map(
      (iss) => ({
        issuer: iss,
        audience,
        scope: options.scope ?? "access_as_user",
        person: ["oid", "tid"],
        tenant,
        realm: `entra ${tenant}`,
        keysUrl: keysUrl ?? `${authority}/${tenant}/discovery/v2.0/keys`,
      }),
    ),
  );
}

/** Whether it is Entra's of a tenant that is not in the list. */
export function isOfOtherTenant(issuer: string, trusted: readonly TrustedIssuer[]): boolean {
  const pattern = /\/[0-9a-f-]{36}(?=\/)/;
  const form = issuer.replace(pattern, "");
  return (
    form !== issuer &&
    trusted.some(({ tenant, issuer: known }) => tenant !== undefined && known.replace(pattern, "") === form)
  );
}
