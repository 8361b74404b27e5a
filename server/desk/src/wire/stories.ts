import {
  corpusSchema,
  labelsSchema,
  listedRulesSchema,
  qualitySchema,
  type SavedRule,
  type SavedText,
  type SentenceDecision,
  unknownSentencesSchema,
} from "@causerie/protocol/desk";
import { call, nothing } from "./call.ts";

export type SentenceFilter = { channel?: string; language?: string; days?: number };

/** The pages about what the bot can talk about. All of it throws CallError. */
export const stories = {
  rules: () => call("GET", "/stories/rules", listedRulesSchema),
  putRule: (body: SavedRule) => call("PUT", "/stories/rules", nothing, { body }),
  removeRule: (id: string) => call("DELETE", `/stories/rules/${encodeURIComponent(id)}`, nothing),
  sentences: (query: SentenceFilter) => call("GET", "/stories/sentences", unknownSentencesSchema, { query }),
  decide: (id: string, body: SentenceDecision) => call("PUT", `/stories/sentences/${id}`, nothing, { body }),
  undoDecision: (id: string) => call("DELETE", `/stories/sentences/${id}`, nothing),
  corpus: async () => (await call("GET", "/stories/corpus", corpusSchema)).entries,
  labels: (query: { key: string; only?: "problems" | "revised" }) =>
    call("GET", "/stories/labels", labelsSchema, { query }),
  putText: (body: SavedText) => call("PUT", "/stories/labels", nothing, { body }),
  removeText: (id: string) => call("DELETE", `/stories/labels/${encodeURIComponent(id)}`, nothing),
  quality: () => call("GET", "/stories/quality", qualitySchema),
  measure: () => call("POST", "/stories/quality", qualitySchema, { body: {} }),
};
