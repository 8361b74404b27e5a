import type { DeskPerson } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { roleText } from "#i18n/role-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { personIn, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { AccessSection } from "./AccessSection.tsx";
import { ConsoleSettings } from "./ConsoleSettings.tsx";
import { ProfileForm } from "./ProfileForm.tsx";

export function AccountPage(): ReactNode {
  const t = useTexts();
  const person = useStore(session, personIn);
  return (
    <div className="page narrow-page">
      <h1>{t("account")}</h1>
      {person !== undefined && <Sections person={person} />}
    </div>
  );
}

function Sections({ person }: { person: DeskPerson }): ReactNode {
  const t = useTexts();
  return (
    <>
      <p className="page-about">
        {person.email} · {roleText(person.role, t)}
      </p>
      <section>
        <h2>{t("profile")}</h2>
        <ProfileForm person={person} />
      </section>
      <section>
        <h2>{t("consoleSettings")}</h2>
        <ConsoleSettings />
      </section>
      <AccessSection person={person} />
    </>
  );
}
