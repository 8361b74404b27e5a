import type { DeskPerson } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { NewPassword } from "#sign-in/NewPassword.tsx";
import { readSession } from "#state/session.ts";
import { account } from "#wire/team.ts";

/** Changes the password, or sets one for whoever has none. */
export function PasswordForm({ person: { email, hasPassword } }: { person: DeskPerson }): ReactNode {
  const t = useTexts();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      await account.changePassword({ ...(hasPassword ? { current } : {}), password });
      await readSession();
    });
    if (!isDone) return;
    setCurrent("");
    setPassword("");
    say(t("passwordChanged"));
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {/* For password managers, which keep a password with its name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasPassword && (
        <Field
          label={t("passwordCurrent")}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <NewPassword label={t("passwordNew")} value={password} onChange={setPassword} />
      <FormError error={error} />
      <button type="submit" className="button primary" disabled={isRunning}>
        {hasPassword ? t("passwordChange") : t("passwordSet")}
      </button>
    </form>
  );
}
