import { deskLimits } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { access } from "#wire/access.ts";
import { createPasskey } from "#wire/authenticator.ts";

export function NewPasskeyForm({ onMade }: { onMade: () => Promise<void> }): ReactNode {
  const t = useTexts();
  const [name, setName] = useState("");
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      const made = await createPasskey(await access.askNewPasskey());
      await access.addPasskey({ ...made, name });
      await onMade();
    });
    if (!isDone) return;
    setName("");
    say(t("passkeyAdded"));
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t("passkeyName")}
        hint={t("passkeyNameHint")}
        required
        maxLength={deskLimits.nameLength}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <FormError error={error} />
      <button type="submit" className="button primary" disabled={isRunning}>
        {t("passkeyAdd")}
      </button>
    </form>
  );
}
