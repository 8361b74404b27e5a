import type { FormField } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import type { FramedField } from "./control-props.ts";

/** A box to tick. The page that it is about is a link beside the label: in it, a press would tick the box, too. */
export function ConsentField(props: FramedField<Extract<FormField, { kind: "consent" }>>): ReactNode {
  const { field, id, value, control, label, before, after } = props;
  const { page } = field;
  const url = page === undefined ? undefined : safeUrl(page.url);
  return (
    <div className="causerie-form-field" part="field">
      <label className="causerie-radio" htmlFor={id}>
        <input type="checkbox" id={id} value="yes" defaultChecked={value === "yes"} {...control} />
        <span dir="auto">{label}</span>
      </label>
      {before}
      {page !== undefined && url !== undefined && (
        <p className="causerie-consent-page" dir="auto">
          <Link className="causerie-link" href={url}>
            {page.label}
          </Link>
        </p>
      )}
      {after}
    </div>
  );
}
