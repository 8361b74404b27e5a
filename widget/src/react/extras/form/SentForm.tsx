import type { ReactNode } from "react";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { useExtraText } from "#react/extras/extra-text.ts";
import { type FormMessage, type FormValues, inWords, nameOf } from "./form-answer.ts";

/** A form that was sent, with its answers. */
export function SentForm({ message, values }: { message: FormMessage; values: FormValues }): ReactNode {
  const { locale } = useText();
  const t = useExtraText();
  return (
    <div className="causerie-form" part="form" data-state="sent">
      <p className="causerie-form-sent">
        <Drawing path={extraIcons.check} />
        <span>{t("formSent")}</span>
      </p>
      <dl className="causerie-answers">
        {message.fields.map(
          (field, index) =>
            values[index] !== "" && (
              <div key={index}>
                <dt dir="auto">{nameOf(field)}</dt>
                <dd dir="auto">{inWords(field, values[index] ?? "", locale)}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
