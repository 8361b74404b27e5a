import type { OpenInvitation } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { roleText } from "#i18n/role-text.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import { Field } from "#parts/Field.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { go } from "#routing/location.ts";
import { session } from "#state/session.ts";
import { account } from "#wire/team.ts";
import { NewPassword } from "./NewPassword.tsx";
import { ProviderButton } from "./ProviderButton.tsx";
import { useMethods } from "./use-methods.ts";

/** The token stands behind `#`, which browsers keep to themselves: no log of a server or a proxy has it. */
const readToken = (): string => window.location.hash.slice(1);

export function InvitationPage(): ReactNode {
  const t = useTexts();
  const [token] = useState(readToken);
  const methods = useMethods();
  const { data, error } = useResource(useCallback(() => account.lookAtInvitation(token), [token]));
  return (
    <main className="gate">
      <title>{`${t("invitationTitle")} · Causerie`}</title>
      <div className="gate-card">
        <h1>{t("invitationTitle")}</h1>
        {error !== undefined && <Failure text={error.isPassing ? failureText(error, t) : t("invitationWrong")} />}
        {error === undefined && data === undefined && <Loading />}
        {data !== undefined && methods === undefined && <Loading />}
        {data !== undefined && methods?.passwords === true && <AcceptForm token={token} invitation={data} />}
        {data !== undefined && methods?.provider !== undefined && (
          <>
            <p>{t("invitationProvider")}</p>
            <ProviderButton provider={methods.provider} invitation={token} />
          </>
        )}
      </div>
    </main>
  );
}

function AcceptForm({ token, invitation }: { token: string; invitation: OpenInvitation }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { isFirst, role, expiresAt, email: invited } = invitation;
  const [name, setName] = useState("");
  const [email, setEmail] = useState(invited ?? "");
  const [password, setPassword] = useState("");
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await run(async () => {
      const me = await account.acceptInvitation({ token, name, email, password });
      // Going back must not lead to a link that is used up.
      go({ page: "inbox", choice: { list: "waiting" } }, "replace");
      session.dispatch({ type: "signed_in", me });
    });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <p>
        {isFirst ? t("invitationFirst") : t("invitationText", { role: roleText(role, t), until: moment(expiresAt) })}
      </p>
      <Field
        label={t("name")}
        name="name"
        autoComplete="name"
        required
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t("email")}
        type="email"
        name="email"
        autoComplete="username"
        required
        readOnly={invited !== undefined}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <NewPassword label={t("password")} value={password} onChange={setPassword} />
      {error !== undefined && (
        <p className="error" role="alert">
          {failureText(error, t)}
        </p>
      )}
      <button type="submit" className="button primary" disabled={isRunning}>
        {t("makeAccount")}
      </button>
    </form>
  );
}
