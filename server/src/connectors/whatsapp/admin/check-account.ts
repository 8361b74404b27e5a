import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { type Finding, good, warning, wrong } from "#connectors/meta/graph/finding.ts";
import { callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import type { WhatsAppSettings } from "#connectors/whatsapp/options.ts";
import { failureOf } from "./failure.ts";

/** The account's side of the subscription: without it the app gets nothing, whatever address it has. */
export async function checkAccount(
  { accountId, appId, accessToken: token, graphBaseUrl }: WhatsAppSettings,
  access: GraphAccess,
): Promise<Finding[]> {
  if (accountId === undefined) return [];
  const answer = await callGraph(access, { path: `${accountId}/subscribed_apps`, token });
  if (answer.type !== "answered") return [failureOf(answer, "to list the account's apps", graphBaseUrl)];
  const apps = asList(answer.body["data"]).map((each) => {
    const app = asObject(each);
    return asId(asObject(app["whatsapp_business_api_data"])["id"]) ?? asId(app["id"]);
  });
  return apps.includes(appId)
    ? [good("The app gets the account's events")]
    : [
        wrong(
          "The app does not get the account's events",
          `Subscribe the account to the app: POST ${accountId}/subscribed_apps with the same token.`,
        ),
      ];
}

/** Whether the template for late messages may be sent. */
export async function checkTemplate(
  { accountId, accessToken: token, graphBaseUrl, lateTemplate }: WhatsAppSettings,
  access: GraphAccess,
): Promise<Finding[]> {
  if (accountId === undefined || lateTemplate === undefined) return [];
  const { name, language } = lateTemplate;
  const query = { name, fields: "name,language,status" };
  const answer = await callGraph(access, { path: `${accountId}/message_templates`, query, token });
  if (answer.type !== "answered") return [failureOf(answer, "to list the templates", graphBaseUrl)];
  const found = asList(answer.body["data"])
    .map(asObject)
    .find((each) => each["name"] === name && each["language"] === language);
  if (found === undefined)
    return [
      wrong(`There is no template ${name} in ${language}`, "Make it in the WhatsApp Manager, or name another one."),
    ];
  const status = asText(found["status"]) ?? "";
  return status === "APPROVED"
    ? [good(`The template ${name} is approved`)]
    : [warning(`Meta has the template ${name} as ${status}`, "Late messages are not delivered until it is approved.")];
}
