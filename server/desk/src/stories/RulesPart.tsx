import type { ListedRule, ListedRules, RuleProblem } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { type Translate, useTexts } from "#i18n/texts.ts";
import { useFormats } from "#i18n/times.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { useResource } from "#parts/use-resource.ts";
import { stories } from "#wire/stories.ts";
import { Part } from "./Part.tsx";
import { RuleDialog } from "./RuleDialog.tsx";

type Shown = { type: "edit"; listed?: ListedRule } | { type: "remove"; listed: ListedRule };

/** What is decided about stories without their code, by channel. */
export function RulesPart(): ReactNode {
  const t = useTexts();
  const rules = useResource(stories.rules);
  const [shown, setShown] = useState<Shown>();
  const close = (): void => setShown(undefined);
  const add = (
    <button type="button" className="button primary" onClick={() => setShown({ type: "edit" })}>
      {t("newRule")}
    </button>
  );
  return (
    <Part about="storyRulesAbout" actions={add} resource={rules}>
      {(data) => (
        <>
          {data.rules.length === 0 && <p className="empty">{t("storyRulesEmpty")}</p>}
          <ul className="items">
            {data.rules.map((listed) => (
              <RuleItem key={listed.source + listed.id} listed={listed} data={data} onShow={setShown} />
            ))}
          </ul>
          {shown?.type === "edit" && (
            <RuleDialog listed={shown.listed} data={data} onClose={close} onSaved={rules.reload} />
          )}
          {shown?.type === "remove" && (
            <Confirm
              title={t("removeName", { name: shown.listed.rule.story })}
              text={t("removeRuleText")}
              label={t("remove")}
              onClose={close}
              onYes={async () => {
                await stories.removeRule(shown.listed.id);
                await rules.reload();
              }}
            />
          )}
        </>
      )}
    </Part>
  );
}

type ItemProps = { listed: ListedRule; data: ListedRules; onShow: (shown: Shown) => void };

function RuleItem({ listed, data, onShow }: ItemProps): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { rule, source, state, problems } = listed;
  const { story, connector, percent, from, until } = rule;
  const channel = data.channels.find(({ id }) => id === connector)?.name ?? connector ?? t("allChannels");
  return (
    <li className="item" data-disabled={state === "in_force" ? undefined : true}>
      <div className="item-main">
        <strong>{story}</strong>
        <span className="hint">{decisions(listed, t).join(" · ")}</span>
        {problems.map((problem) => (
          <span key={problem.type + problem.name} className="error">
            {problemText(problem, t)}
          </span>
        ))}
      </div>
      <div className="item-facts">
        <span className="chip">{channel}</span>
        {percent !== undefined && <span className="chip">{t("percentOfPeople", { percent })}</span>}
        {from !== undefined && <span className="chip">{t("fromMoment", { moment: moment(from) })}</span>}
        {until !== undefined && <span className="chip">{t("untilMoment", { moment: moment(until) })}</span>}
        {state !== "in_force" && <span className="chip waiting">{stateText(state, t)}</span>}
        {source === "configuration" && <span className="chip">{t("inConfiguration")}</span>}
      </div>
      {source === "desk" && (
        <div className="item-buttons">
          <button
            type="button"
            className="button"
            aria-label={t("editName", { name: `${story}, ${channel}` })}
            onClick={() => onShow({ type: "edit", listed })}
          >
            {t("edit")}
          </button>
          <button
            type="button"
            className="button"
            aria-label={t("removeName", { name: `${story}, ${channel}` })}
            onClick={() => onShow({ type: "remove", listed })}
          >
            {t("remove")}
          </button>
        </div>
      )}
    </li>
  );
}

function decisions({ rule: { enabled, redirectTo, endWith } }: ListedRule, t: Translate): string[] {
  return [
    ...(enabled === undefined ? [] : [t(enabled ? "ruleOn" : "ruleOff")]),
    ...(redirectTo === undefined ? [] : [t("ruleLeadsTo", { story: redirectTo })]),
    ...(endWith === undefined ? [] : [t("ruleEndsWith", { story: endWith })]),
  ];
}

function stateText(state: Exclude<ListedRule["state"], "in_force">, t: Translate): string {
  switch (state) {
    case "not_yet":
      return t("ruleNotYet");
    case "over":
      return t("ruleOver");
    case "overruled":
      return t("ruleOverruled");
  }
}

function problemText({ type, name }: RuleProblem, t: Translate): string {
  switch (type) {
    case "no_story":
    case "no_target":
      return t("problemNoStory", { name });
    case "no_channel":
      return t("problemNoChannel", { name });
    case "needs_values":
      return t("problemNeedsValues", { name });
    case "circle":
      return t("problemCircle");
  }
}
