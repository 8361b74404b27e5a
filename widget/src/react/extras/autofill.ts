import type { FormField } from "@causerie/protocol";

/** Names of fields that are also what browsers call the visitor's own data (HTML, "autofill detail tokens"). */
const tokens = new Set(
  [
    "name given-name family-name nickname username organization organization-title street-address address-line1 address-line2",
    "address-level1 address-level2 postal-code country country-name bday email tel url",
  ].flatMap((line) => line.split(" ")),
);

/** What a browser may fill in: by the kind of the field, or by its name where that says so. */
export function autofillOf({ kind, name }: FormField): string | undefined {
  if (kind === "email") return "email";
  if (kind === "telephone") return "tel";
  return tokens.has(name) ? name : undefined;
}
