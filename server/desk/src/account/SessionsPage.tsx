import type { DeskSession } from "@causerie/protocol/desk";
import { type ReactNode, useCallback } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import { Page } from "#parts/Page.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { mayDo, personIn, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { team } from "#wire/team.ts";

export function SessionsPage(): ReactNode {
  const t = useTexts();
  const seesAll = useStore(session, (state) => mayDo(state, "people.manage"));
  const me = useStore(session, personIn)?.id;
  const load = useCallback(async () => {
    const [sessions, people] = await Promise.all([team.sessions(), seesAll ? team.people() : []]);
    return { sessions, names: new Map(people.map(({ id, name }) => [id, name])) };
  }, [seesAll]);
  const resource = useResource(load);
  return (
    <Page title={t("sessions")} about="sessionsAbout" resource={resource}>
      {({ sessions, names }) => (
        <ul className="items">
          {sessions.map((each) => (
            <SessionItem
              key={each.id}
              shown={each}
              name={each.personId === me ? t("me") : (names.get(each.personId) ?? each.personId)}
              onEnded={resource.reload}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

type ItemProps = { shown: DeskSession; name: string; onEnded: () => Promise<void> };

function SessionItem({ shown, name, onEnded }: ItemProps): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { isRunning, error, run } = useAction();
  const end = async (): Promise<void> => {
    await team.endSession(shown.id);
    await onEnded();
  };
  return (
    <li className="item">
      <div className="item-main">
        <strong>{shown.device}</strong>
        <span className="hint">{name}</span>
      </div>
      <div className="item-facts">
        {shown.isCurrent && <span className="chip">{t("thisSession")}</span>}
        <span className="hint">
          {t("lastSeen", { at: moment(shown.lastSeenAt) })} · {t("endsAt", { at: moment(shown.expiresAt) })}
        </span>
        <FormError error={error} />
      </div>
      {!shown.isCurrent && (
        <button
          type="button"
          className="button"
          aria-label={t("endSessionOf", { name: `${name}, ${shown.device}` })}
          disabled={isRunning}
          onClick={() => void run(end)}
        >
          {t("endSession")}
        </button>
      )}
    </li>
  );
}
