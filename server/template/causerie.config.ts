import { defineConfig, web } from "@causerie/server";
import { bot } from "./bot.ts";

export default defineConfig({
  bot,
  // The pages that may show the chat. Write the address of your own site here.
  connectors: [web({ origins: ["http://localhost:8080"] })],
});
