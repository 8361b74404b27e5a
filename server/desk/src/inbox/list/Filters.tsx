import { caseStates } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useLookups } from "#inbox/engine/lookups.ts";
import { useInbox } from "#inbox/engine/use-inbox.ts";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { SelectField } from "#parts/Field.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { stateTitles } from "./list-titles.ts";

type Choices = readonly { value: string; label: string }[];

/** How many things the list is narrowed down to, beside what is searched for. */
export function filterCount(choice: InboxChoice): number {
  return narrowing.filter((name) => choice[name] !== undefined).length;
}

const narrowing = ["queue", "connector", "language", "state", "operator", "tag"] as const;

export function Filters({
  choice,
  onChange,
}: {
  choice: InboxChoice;
  onChange: (change: Partial<InboxChoice>) => void;
}): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const { queues, people } = useLookups();
  const seen = useInbox((state) => state.seen);
  const clear = Object.fromEntries(narrowing.map((name) => [name, undefined])) as Partial<InboxChoice>;
  const pick = (name: keyof InboxChoice, label: string, choices: Choices): ReactNode => (
    <Pick
      label={label}
      value={choice[name] ?? ""}
      choices={choices}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <div className="filters" role="group" aria-label={t("filter")}>
      {pick(
        "connector",
        t("channel"),
        Object.entries(seen.channels).map(([value, label]) => ({ value, label })),
      )}
      {pick(
        "queue",
        t("queue"),
        queues.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {pick(
        "language",
        t("language"),
        seen.languages.map((tag) => ({ value: tag, label: languageName(tag, language) })),
      )}
      {choice.list === "all" &&
        pick(
          "state",
          t("state"),
          caseStates.map((state) => ({ value: state, label: t(stateTitles[state]) })),
        )}
      {choice.list !== "mine" &&
        pick("operator", t("operator"), [
          { value: "none", label: t("nobody") },
          { value: "me", label: t("me") },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ])}
      {pick(
        "tag",
        t("tag"),
        seen.tags.map((tag) => ({ value: tag, label: tag })),
      )}
      <SelectField
        label={t("order")}
        value={choice.order ?? ""}
        onChange={(event) => onChange({ order: event.target.value === "due" ? "due" : undefined })}
      >
        <option value="">{t("orderNewest")}</option>
        <option value="due">{t("orderDue")}</option>
      </SelectField>
      <button
        type="button"
        className="button quiet"
        disabled={filterCount(choice) === 0}
        onClick={() => onChange(clear)}
      >
        {t("filterClear")}
      </button>
    </div>
  );
}

type PickProps = { label: string; value: string; choices: Choices; onChange: (value: string | undefined) => void };

function Pick({ label, value, choices, onChange }: PickProps): ReactNode {
  const t = useTexts();
  // A link may name what nothing on the page has: it must show all the same.
  const all =
    value === "" || choices.some((each) => each.value === value) ? choices : [...choices, { value, label: value }];
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{t("any")}</option>
      {all.map((each) => (
        <option key={each.value} value={each.value}>
          {each.label}
        </option>
      ))}
    </SelectField>
  );
}
