import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import type { AlexaSettings } from "./options.ts";

const consoleUrl = "https://developer.amazon.com/alexa/console/ask";

export function setup({ id, path, locale }: AlexaSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  return [
    { text: `Alexa connector "${id}"` },
    { text: 'Make a skill of the type "Custom", with a backend that you provision yourself', url: consoleUrl },
    {
      text: "Write its interaction model, and paste it under Interaction Model, JSON Editor; then build the model",
      copy: `causerie alexa model --locale ${locale}`,
    },
    { text: "Enter this address under Endpoint, HTTPS, and say of which kind the server's certificate is", copy: url },
    { text: "Copy the skill's id (Endpoint) into skillId" },
    ...(url.startsWith("https:")
      ? []
      : [{ text: "Amazon calls https addresses at port 443 only: put a proxy before the server" }]),
  ];
}

/** Amazon has no interface that a skill could be asked by without the developer's own account. */
export function check({ invocationName }: AlexaSettings, { publicUrl }: CheckContext): Promise<CheckResult[]> {
  const isReachable = publicUrl.startsWith("https:") && new URL(publicUrl).port === "";
  const results: CheckResult[] = [
    isReachable
      ? { level: "ok", title: "Alexa can be given an https address" }
      : {
          level: "warning",
          title: "Alexa calls https addresses at port 443 only",
          fix: "Set CAUSERIE_PUBLIC_URL to such an address.",
        },
  ];
  if (invocationName === undefined)
    results.push({
      level: "warning",
      title: "invocationName is missing, so no interaction model can be written",
      fix: "Set it to the words by which people open the skill, or keep a model of your own.",
    });
  return Promise.resolve(results);
}
