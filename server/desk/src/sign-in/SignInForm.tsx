import { type FormEvent, type ReactNode, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import { useAction } from "#parts/use-action.ts";
import { session } from "#state/session.ts";
import { account } from "#wire/team.ts";

/** @param email given when somebody signs in again. */
export function SignInForm({ email: known = "" }: { email?: string }): ReactNode {
  const t = useTexts();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isIn = await run(async () => {
      session.dispatch({ type: "signed_in", me: await account.signIn({ email, password }) });
    });
    if (!isIn) setPassword("");
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t("email")}
        type="email"
        name="email"
        // Where the browser can, it offers passkeys with the addresses.
        autoComplete="username webauthn"
        required
        autoFocus={known === ""}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Field
        label={t("password")}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={known !== ""}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== undefined && (
        <p className="error" role="alert">
          {error.status === 401 || error.code === "wrong_password" ? t("signInWrong") : failureText(error, t)}
        </p>
      )}
      <button type="submit" className="button primary" disabled={isRunning}>
        {t("signIn")}
      </button>
    </form>
  );
}
