import type { DeskPerson } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { roleText } from "#i18n/role-text.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";

type Shown = { type: "invite" } | { type: "person"; person: DeskPerson };

export function PeoplePage(): ReactNode {
  const t = useTexts();
  const people = useResource(team.people);
  const [shown, setShown] = useState<Shown>();
  const invite = (
    <button type="button" className="button primary" onClick={() => setShown({ type: "invite" })}>
      {t("invite")}
    </button>
  );
  return (
    <Page title={t("people")} about="peopleAbout" actions={invite} resource={people}>
      {(data) => (
        <>
          <ul className="items">
            {data.map((person) => (
              <PersonItem key={person.id} person={person} onEdit={() => setShown({ type: "person", person })} />
            ))}
          </ul>
          {shown?.type === "invite" && <InviteDialog onClose={() => setShown(undefined)} />}
          {shown?.type === "person" && (
            <PersonDialog person={shown.person} onClose={() => setShown(undefined)} onChanged={people.reload} />
          )}
        </>
      )}
    </Page>
  );
}

function PersonItem({ person, onEdit }: { person: DeskPerson; onEdit: () => void }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { name, email, role, isDisabled, languages, skills, lastSeenAt } = person;
  return (
    <li className="item" data-disabled={isDisabled || undefined}>
      <div className="item-main">
        <strong>{name}</strong>
        <span className="hint">{email}</span>
      </div>
      <div className="item-facts">
        <span className="chip">{roleText(role, t)}</span>
        {isDisabled && <span className="chip waiting">{t("disabled")}</span>}
        {[...languages, ...skills].map((word) => (
          <span className="chip tag" key={word}>
            {word}
          </span>
        ))}
        <span className="hint">
          {lastSeenAt === undefined ? t("neverSeen") : t("lastSeen", { at: moment(lastSeenAt) })}
        </span>
      </div>
      <button type="button" className="button" aria-label={t("editName", { name })} onClick={onEdit}>
        {t("edit")}
      </button>
    </li>
  );
}
