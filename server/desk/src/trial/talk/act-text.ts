import type { TrialAct } from "@causerie/protocol/desk";
import type { Translate } from "#i18n/texts.ts";

/** What the person has done, in a few words. */
export function actText(act: TrialAct, t: Translate): string {
  switch (act.type) {
    case "open":
      return t("trialActOpen");
    case "say":
      return act.text;
    case "tap":
      return t("trialTap", { label: act.label });
    case "submit":
      return t("trialActSubmit");
    case "share":
      return t("trialActShare", { latitude: String(act.latitude), longitude: String(act.longitude) });
    case "refer":
      return t("trialActRefer", { ref: act.ref });
    case "rate":
      return t(act.value === "up" ? "trialActUp" : "trialActDown");
    case "send":
      return t("trialActSend", { name: act.name });
    case "wait":
      return t("trialActWait", { count: act.minutes });
  }
}
