import type { OpenConversation } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import { languageName } from "#i18n/language-name.ts";
import { useFormats } from "#i18n/times.ts";
import { useLanguage, useLocale, useTexts } from "#i18n/texts.ts";
import { SelectField } from "#parts/Field.tsx";
import { IconButton } from "#parts/IconButton.tsx";
import { Link } from "#routing/Link.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { mayDo, personIn, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { factText } from "./fact-text.ts";
import { TagEditor } from "./TagEditor.tsx";

type Props = { choice: InboxChoice; onBack: () => void };

export function DetailsPane({ choice, onBack }: Props): ReactNode {
  const t = useTexts();
  const open = useInbox((state) => state.open);
  return (
    <aside className="pane details-pane" aria-label={t("details")}>
      <div className="details-head">
        <IconButton icon="back" label={t("backToConversation")} onClick={onBack} />
      </div>
      {open?.phase === "ready" && <Details key={open.id} conversation={open.conversation} choice={choice} />}
    </aside>
  );
}

function Details({ conversation, choice }: { conversation: OpenConversation; choice: InboxChoice }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const language = useLanguage();
  const locale = useLocale();
  const { row, person, others } = conversation;
  const mayWrite = useStore(session, (state) => mayDo(state, "conversations.write"));
  return (
    <>
      {row.summary !== undefined && (
        <section>
          <h3>{t("summary")}</h3>
          <p className="summary">{row.summary}</p>
        </section>
      )}
      <section>
        <h3>{t("person")}</h3>
        <dl className="facts">
          {person
            .map((fact) => factText(fact, t, language, locale))
            .map(({ label, value }) => (
              <div key={`${label} ${value}`}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          <div>
            <dt>{t("channel")}</dt>
            <dd>{row.channelName}</dd>
          </div>
        </dl>
        <LanguageChoice conversation={conversation} mayWrite={mayWrite} />
      </section>
      <section>
        <h3>{t("tags")}</h3>
        <TagEditor row={row} mayWrite={mayWrite} />
      </section>
      <section>
        <h3>{t("otherConversations")}</h3>
        {others.length === 0 && <p className="hint">{t("otherNone")}</p>}
        <ul className="others">
          {others.map(({ conversationId, channelName, updatedAt }) => (
            <li key={conversationId}>
              <Link to={{ page: "inbox", choice, conversation: conversationId }}>
                {channelName} · {moment(updatedAt)}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Many sites need no more; what the person and the conversation have is always among them. */
const common = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "uk", "ar", "zh"];

function LanguageChoice({
  conversation: { row },
  mayWrite,
}: {
  conversation: OpenConversation;
  mayWrite: boolean;
}): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const language = useLanguage();
  const spoken = useStore(session, (state) => personIn(state)?.languages);
  const tags = [...new Set([...(row.language === undefined ? [] : [row.language]), ...(spoken ?? []), ...common])];
  return (
    <SelectField
      label={t("language")}
      disabled={!mayWrite}
      value={row.language ?? ""}
      onChange={(event) =>
        event.target.value !== "" && engine.act(row.conversationId, { type: "language", language: event.target.value })
      }
    >
      {row.language === undefined && <option value="">{t("unknown")}</option>}
      {tags.map((tag) => (
        <option key={tag} value={tag}>
          {languageName(tag, language)}
        </option>
      ))}
    </SelectField>
  );
}
