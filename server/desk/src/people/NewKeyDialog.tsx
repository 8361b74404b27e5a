import { deskLimits, type DeskScope, deskScopes, type MadeKey } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { scopeText } from "#i18n/role-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Copyable } from "#parts/Copyable.tsx";
import { CheckField, Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { useAction } from "#parts/use-action.ts";
import { team } from "#wire/team.ts";

export function NewKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: () => Promise<void> }): ReactNode {
  const t = useTexts();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly DeskScope[]>([]);
  const [end, setEnd] = useState("");
  const [made, setMade] = useState<MadeKey>();
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await run(async () => {
      // To the end of the day that was chosen, where the person is.
      const expiresAt = end === "" ? {} : { expiresAt: new Date(`${end}T23:59:59`).getTime() };
      setMade(await team.makeKey({ name, scopes: [...scopes], ...expiresAt }));
      await onMade();
    });
  };
  const toggle = (scope: DeskScope, isOn: boolean): void =>
    setScopes(isOn ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <Modal title={t("newKey")} isOpen onClose={onClose}>
      {made === undefined ? (
        <form className="form" onSubmit={(event) => void submit(event)}>
          <Field
            label={t("name")}
            required
            autoFocus
            maxLength={deskLimits.nameLength}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <fieldset className="fieldset">
            <legend>{t("mayDo")}</legend>
            {deskScopes.map((scope) => (
              <CheckField
                key={scope}
                label={scopeText(scope, t)}
                checked={scopes.includes(scope)}
                onChange={(event) => toggle(scope, event.target.checked)}
              />
            ))}
          </fieldset>
          <Field
            label={t("keyEnd")}
            hint={t("keyEndHint")}
            type="date"
            value={end}
            onChange={(event) => setEnd(event.target.value)}
          />
          <FormError error={error} />
          <button type="submit" className="button primary" disabled={isRunning || scopes.length === 0}>
            {t("makeKey")}
          </button>
        </form>
      ) : (
        <>
          <p>{t("keyOnce")}</p>
          <Copyable label={t("secret")} value={made.secret} />
        </>
      )}
    </Modal>
  );
}
