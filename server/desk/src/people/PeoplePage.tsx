import type { DeskPerson } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { roleText } from "#i18n/role-text.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { team } from "#wire/team.ts";
import { Invitations } from "./Invitations.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";

type Shown = { type: "invite" } | { type: "person" | "remove"; person: DeskPerson };

export function PeoplePage(): ReactNode {
  const t = useTexts();
  const people = useResource(team.people);
  const invitations = useResource(team.invitations);
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
          <Invitations invitations={invitations} />
          {shown?.type === "invite" && (
            <InviteDialog onClose={() => setShown(undefined)} onInvited={invitations.reload} />
          )}
          {shown?.type === "person" && (
            <PersonDialog
              person={shown.person}
              onClose={() => setShown(undefined)}
              onChanged={people.reload}
              onRemove={() => setShown({ type: "remove", person: shown.person })}
            />
          )}
          {shown?.type === "remove" && (
            <Confirm
              title={t("removeName", { name: shown.person.name })}
              text={t("removePersonText")}
              label={t("remove")}
              onClose={() => setShown(undefined)}
              onYes={async () => {
                await team.removePerson(shown.person.id);
                await people.reload();
              }}
            />
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
