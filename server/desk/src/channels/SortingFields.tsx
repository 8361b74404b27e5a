import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField } from "#parts/Field.tsx";
import { useResource } from "#parts/use-resource.ts";
import { useMay } from "#state/use-may.ts";
import { team } from "#wire/team.ts";

type Props = {
  queue: string;
  language: string;
  onQueue: (queue: string) => void;
  onLanguage: (language: string) => void;
};

const none = async (): Promise<[]> => [];

/** Where the conversations of a channel wait, and in which language they are. */
export function SortingFields({ queue, language, onQueue, onLanguage }: Props): ReactNode {
  const t = useTexts();
  const { data } = useResource(useMay("conversations.read") ? team.queues : none);
  const queues = data ?? [];
  return (
    <div className="field-row">
      <SelectField
        label={t("channelQueue")}
        hint={t("channelQueueHint")}
        value={queue}
        onChange={(event) => onQueue(event.target.value)}
      >
        <option value="">{t("channelQueueAny")}</option>
        {queues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {queue !== "" && !queues.some(({ id }) => id === queue) && <option value={queue}>{queue}</option>}
      </SelectField>
      <Field
        label={t("channelLanguage")}
        hint={t("channelLanguageHint")}
        pattern="\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\s*"
        value={language}
        onChange={(event) => onLanguage(event.target.value)}
      />
    </div>
  );
}
