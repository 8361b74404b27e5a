import type { UnknownSentence, UnknownSentences } from "@causerie/protocol/desk";
import { type ReactNode, useCallback, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { useFormats } from "#i18n/times.ts";
import { SelectField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { useResource } from "#parts/use-resource.ts";
import { stories } from "#wire/stories.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { Part } from "./Part.tsx";

const spans = [1, 7, 30, 90, 365];

/** What visitors wrote and no story understood: the most frequent first. */
export function SentencesPart(): ReactNode {
  const t = useTexts();
  const [filter, setFilter] = useState({ channel: "", language: "", days: 30 });
  const { channel, language, days } = filter;
  const resource = useResource(
    useCallback(() => stories.sentences({ channel, language, days }), [channel, language, days]),
  );
  const [assigned, setAssigned] = useState<UnknownSentence>();
  const { isRunning, error, run } = useAction();
  const dismiss = async ({ id }: UnknownSentence): Promise<void> => {
    const isDone = await run(async () => {
      await stories.decide(id, { type: "dismissed" });
    });
    if (!isDone) return;
    say(t("sentenceDismissed"));
    await resource.reload();
  };
  const fields = resource.data && <Filter data={resource.data} filter={filter} onFilter={setFilter} />;
  return (
    <Part about="storySentencesAbout" filter={fields} resource={resource}>
      {(data) => (
        <>
          {data.sentences.length === 0 && <p className="empty">{t("storySentencesEmpty")}</p>}
          <FormError error={error} />
          <ul className="items">
            {data.sentences.map((sentence) => (
              <SentenceItem
                key={sentence.id}
                sentence={sentence}
                data={data}
                isBusy={isRunning}
                onAssign={() => setAssigned(sentence)}
                onDismiss={() => void dismiss(sentence)}
              />
            ))}
          </ul>
          {!data.isComplete && <p className="hint">{t("sentencesMore")}</p>}
          {assigned !== undefined && (
            <AssignDialog
              sentence={assigned}
              intents={data.intents}
              languages={data.languages}
              onClose={() => setAssigned(undefined)}
              onSaved={resource.reload}
            />
          )}
        </>
      )}
    </Part>
  );
}

type Wanted = { channel: string; language: string; days: number };
type FilterProps = { data: UnknownSentences; filter: Wanted; onFilter: (filter: Wanted) => void };

function Filter({ data, filter, onFilter }: FilterProps): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  return (
    <div className="page-filter">
      <SelectField
        label={t("channel")}
        value={filter.channel}
        onChange={(event) => onFilter({ ...filter, channel: event.target.value })}
      >
        <option value="">{t("any")}</option>
        {data.channels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("language")}
        value={filter.language}
        onChange={(event) => onFilter({ ...filter, language: event.target.value })}
      >
        <option value="">{t("any")}</option>
        {data.languages.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag, own)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("sentencesSince")}
        value={filter.days}
        onChange={(event) => onFilter({ ...filter, days: Number(event.target.value) })}
      >
        {spans.map((count) => (
          <option key={count} value={count}>
            {t("lastDays", { count })}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

type ItemProps = {
  sentence: UnknownSentence;
  data: UnknownSentences;
  isBusy: boolean;
  onAssign: () => void;
  onDismiss: () => void;
};

function SentenceItem({ sentence, data, isBusy, onAssign, onDismiss }: ItemProps): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  const { moment } = useFormats();
  const { text, language, count, channels, lastAt, confidence } = sentence;
  const nameOf = (channel: string): string => data.channels.find(({ id }) => id === channel)?.name ?? channel;
  return (
    <li className="item">
      <div className="item-main">
        <strong className="clamp" lang={language}>
          {text}
        </strong>
        <span className="hint">{t("sentenceLast", { moment: moment(lastAt) })}</span>
      </div>
      <div className="item-facts">
        <span className="chip">{t("timesSaid", { count })}</span>
        <span className="chip">{languageName(language, own)}</span>
        {channels.map(({ id }) => (
          <span key={id} className="chip">
            {nameOf(id)}
          </span>
        ))}
        {confidence > 0 && <span className="chip">{t("guessedAt", { percent: Math.round(confidence * 100) })}</span>}
      </div>
      <div className="item-buttons">
        <button type="button" className="button" aria-label={t("assignName", { name: text })} onClick={onAssign}>
          {t("assign")}
        </button>
        <button
          type="button"
          className="button"
          aria-label={t("dismissName", { name: text })}
          disabled={isBusy}
          onClick={onDismiss}
        >
          {t("dismiss")}
        </button>
      </div>
    </li>
  );
}
