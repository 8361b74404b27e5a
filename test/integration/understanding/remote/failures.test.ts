import { expect, test } from "vitest";
import { dialogflow } from "@causerie/server/understanding/remote/services/dialogflow.ts";
import { rasa } from "@causerie/server/understanding/remote/services/rasa.ts";
import { tockNlp } from "@causerie/server/understanding/remote/services/tock-nlp.ts";
import type { Understander } from "@causerie/server/understanding/understanding.ts";
import { startFakeDialogflow } from "#support/understanding/fake-dialogflow.ts";
import { startFakeRasa } from "#support/understanding/fake-rasa.ts";
import { startFakeTockNlp } from "#support/understanding/fake-tock-nlp.ts";
import type { NluFault, NluServer } from "#support/understanding/nlu-server.ts";
import { freePort } from "#support/listen.ts";
import { everythingIn, failureOf, textRequest } from "#support/understanding/understanding-request.ts";

const text = "my card is 4970-1234 and my name is Ana";
const secret = "s3cr3t-0f-the-bot";

type Service = {
  name: string;
  start: () => Promise<NluServer>;
  understander: (url: string, deadlineMs: number, credentials?: string | (() => Promise<string>)) => Understander;
};

const services: Service[] = [
  {
    name: "tock",
    start: () => startFakeTockNlp({ namespace: "app", application: "travel", sentences: {} }),
    understander: (url, deadlineMs, credentials = secret) =>
      tockNlp({ url, namespace: "app", application: "travel", credentials, deadlineMs }),
  },
  {
    name: "rasa",
    start: () => startFakeRasa({ sentences: {}, token: secret }),
    understander: (url, deadlineMs, token = secret) => rasa({ url, credentials: { token }, deadlineMs }),
  },
  {
    name: "dialogflow",
    start: () => startFakeDialogflow({ token: secret, agent: "/v2/projects/travel/agent", sentences: {} }),
    understander: (url, deadlineMs, credentials = secret) =>
      dialogflow({ url, project: "travel", credentials, deadlineMs }),
  },
];

/** Long enough not to be met by a service that fails in another way. */
const patient = 20_000;

type Case = { fault: NluFault; reason: string; message: string; deadlineMs: number };

const cases: Case[] = [
  { fault: { type: "hang" }, reason: "timeout", message: "did not answer within 40 ms", deadlineMs: 40 },
  { fault: { type: "hang_in_body" }, reason: "timeout", message: "did not answer within 40 ms", deadlineMs: 40 },
  { fault: { type: "slow", ms: 10_000 }, reason: "timeout", message: "did not answer within 40 ms", deadlineMs: 40 },
  { fault: { type: "reset" }, reason: "unreachable", message: "cannot be reached", deadlineMs: patient },
  {
    fault: { type: "reset_in_body" },
    reason: "unreachable",
    message: "broke off in the middle of its answer",
    deadlineMs: patient,
  },
  {
    fault: { type: "redirect", to: "http://127.0.0.1:1/elsewhere" },
    reason: "refused",
    message: "answered with status 307, a redirect that is not followed: give the address it leads to",
    deadlineMs: patient,
  },
  {
    fault: { type: "status", status: 400 },
    reason: "refused",
    message: "answered with status 400",
    deadlineMs: patient,
  },
  {
    fault: { type: "status", status: 403 },
    reason: "refused",
    message: "answered with status 403: check its credentials",
    deadlineMs: patient,
  },
  {
    fault: { type: "status", status: 404 },
    reason: "refused",
    message: "answered with status 404: check its address",
    deadlineMs: patient,
  },
  {
    fault: { type: "status", status: 429 },
    reason: "refused",
    message: "answered with status 429: it is asked too often",
    deadlineMs: patient,
  },
  {
    fault: { type: "status", status: 503 },
    reason: "refused",
    message: "answered with status 503",
    deadlineMs: patient,
  },
  {
    fault: { type: "body", body: `<html>${text} ${secret}</html>` },
    reason: "garbage",
    message: "answered without JSON",
    deadlineMs: patient,
  },
  { fault: { type: "body", body: "" }, reason: "garbage", message: "answered without JSON", deadlineMs: patient },
  {
    fault: { type: "body", body: "[".repeat(500_000) },
    reason: "garbage",
    message: "answered without JSON",
    deadlineMs: patient,
  },
  {
    fault: { type: "body", body: "null" },
    reason: "garbage",
    message: "answered JSON of another form",
    deadlineMs: patient,
  },
  {
    fault: { type: "body", body: JSON.stringify({ [text]: secret }) },
    reason: "garbage",
    message: "answered JSON of another form",
    deadlineMs: patient,
  },
  {
    fault: { type: "flood" },
    reason: "garbage",
    message: "answered with more than 1 MB",
    deadlineMs: patient,
  },
];

const everyCase = services.flatMap((service) =>
  cases.map((one) => ({ service, ...one, title: `${service.name}: ${JSON.stringify(one.fault).slice(0, 60)}` })),
);

test.each(everyCase)("$title is a $reason, and tells neither the text nor the credentials", async (one) => {
  const { service, fault, reason, message, deadlineMs } = one;
  await using server = await service.start();
  server.fault = fault;
  const error = await failureOf(service.understander(server.url, deadlineMs).understand(textRequest(text)));
  expect(error).toMatchObject({ name: "UnderstandingError", service: service.name, reason });
  expect(error.message).toContain(`${service.name} ${message}`);
  expect(error.status).toBe(fault.type === "status" ? fault.status : fault.type === "redirect" ? 307 : undefined);
  expectNoSecrets(error);
  // Asked once: a second try would double the wait. A deadline may be over before the first one arrives.
  expect(server.calls.length).toBeLessThanOrEqual(1);
});

function expectNoSecrets(error: unknown): void {
  const everything = everythingIn(error);
  for (const part of [text, "4970", "Ana", secret, Buffer.from(secret).toString("base64")]) {
    expect(everything).not.toContain(part);
  }
}

test.each(services)("$name: nobody listens", async ({ name, understander }) => {
  const error = await failureOf(
    understander(`http://127.0.0.1:${await freePort()}`, patient).understand(textRequest(text)),
  );
  expect(error).toMatchObject({ service: name, reason: "unreachable", message: `${name} cannot be reached` });
  expect(error.cause).toMatchObject({ message: "TypeError ECONNREFUSED" });
  expectNoSecrets(error);
});

test.each(services)(
  "$name: who does not wait any longer ends the call, also on the wire",
  async ({ name, start, understander }) => {
    await using server = await start();
    server.fault = { type: "hang" };
    const caller = new AbortController();
    const asking = failureOf(
      understander(server.url, patient).understand(textRequest(text, { signal: caller.signal })),
    );
    await expect.poll(() => server.calls.length).toBe(1);
    caller.abort(new Error(text));
    const error = await asking;
    expect(error).toMatchObject({ reason: "timeout", message: `${name} was not waited for any longer` });
    expectNoSecrets(error);
    await expect.poll(() => server.openCalls()).toBe(0);
  },
);

test.each(services)("$name: a caller who is already gone asks nothing", async ({ start, understander }) => {
  await using server = await start();
  const request = textRequest(text, { signal: AbortSignal.abort() });
  expect(await failureOf(understander(server.url, patient).understand(request))).toMatchObject({ reason: "timeout" });
  expect(server.calls).toEqual([]);
});

test.each(services)(
  "$name: credentials that cannot be had are told without their value",
  async ({ name, start, understander }) => {
    await using server = await start();
    const asked = (credentials: string | (() => Promise<string>)) =>
      failureOf(understander(server.url, patient, credentials).understand(textRequest(text)));
    const failed = await asked(() => Promise.reject(new Error(`no token for ${secret}`)));
    expect(failed).toMatchObject({ service: name, reason: "refused" });
    expect(failed.message).toBe(`${name} was not asked: the function that gets its credentials failed`);
    expectNoSecrets(failed);
    const odd = await asked(`${secret}\nx`);
    expect(odd.message).toBe(`${name} was not asked: its credentials are empty or have odd characters`);
    expectNoSecrets(odd);
    expect(server.calls).toEqual([]);
  },
);

test.each(services)(
  "$name: credentials that never come are part of the deadline",
  async ({ name, start, understander }) => {
    await using server = await start();
    const never = () => Promise.withResolvers<string>().promise;
    const error = await failureOf(understander(server.url, 40, never).understand(textRequest(text)));
    expect(error).toMatchObject({ reason: "timeout", message: `${name} did not answer within 40 ms` });
  },
);

test("an answer is read up to a field that does not fit, which is named", async () => {
  await using server = await startFakeRasa({ sentences: {} });
  server.fault = { type: "body", body: JSON.stringify({ intent: { name: text, confidence: secret } }) };
  const error = await failureOf(rasa({ url: server.url }).understand(textRequest(text)));
  expect(error.message).toBe('rasa answered JSON of another form: see its field "intent"');
  expectNoSecrets(error);
});
