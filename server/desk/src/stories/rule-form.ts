import type { StoryRule } from "@causerie/protocol/desk";

/** What the fields of a rule hold. */
export type RuleForm = {
  story: string;
  connector: string;
  enabled: "" | "on" | "off";
  redirectTo: string;
  endWith: string;
  percent: string;
  from: string;
  until: string;
};

export function toForm(rule: StoryRule | undefined): RuleForm {
  const { story = "", connector = "", enabled, redirectTo = "", endWith = "", percent, from, until } = rule ?? {};
  return {
    story,
    connector,
    enabled: enabled === undefined ? "" : enabled ? "on" : "off",
    redirectTo,
    endWith,
    percent: percent === undefined ? "" : String(percent),
    from: toLocal(from),
    until: toLocal(until),
  };
}

/** A field that is empty decides nothing. */
export function toRule(form: RuleForm): StoryRule {
  const from = toTime(form.from);
  const until = toTime(form.until);
  return {
    story: form.story,
    ...(form.connector === "" ? {} : { connector: form.connector }),
    ...(form.enabled === "" ? {} : { enabled: form.enabled === "on" }),
    ...(form.redirectTo === "" ? {} : { redirectTo: form.redirectTo }),
    ...(form.endWith === "" ? {} : { endWith: form.endWith }),
    ...(form.percent === "" ? {} : { percent: Number(form.percent) }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** As a field for date and time wants it, by the clock of the browser. */
function toLocal(at: number | undefined): string {
  if (at === undefined) return "";
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toTime(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}
