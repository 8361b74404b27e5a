import { createBotRuntime } from "@causerie/server/bot/handle-event.ts";
import { startRemoteBot } from "#support/server/remote-bot.ts";
import { answerTo, runtimeContract } from "./runtime-contract.ts";

runtimeContract("the bot of this server", async () => ({
  runtime: createBotRuntime,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}));

runtimeContract("a bot that runs elsewhere", () => startRemoteBot(answerTo));
