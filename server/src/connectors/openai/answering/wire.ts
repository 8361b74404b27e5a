/**
 * The objects of OpenAI's interface for chats, as far as this endpoint writes them (platform.openai.com/docs/api-reference/chat).
 * @module
 */

/** `length`: the bot was not done when the time was over. */
export type FinishReason = "stop" | "length";

/** What all objects of one answer have in common. `created`: seconds since 1970. */
export type AnswerHead = { id: string; created: number; model: string };

/** No tokens are counted, since no model answers. Many clients read the fields without looking whether they are there. */
const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

export function toCompletion({ id, created, model }: AnswerHead, content: string, finish: FinishReason): object {
  const message = { role: "assistant", content, refusal: null, annotations: [] };
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
    usage,
  };
}

type Delta = { role?: "assistant"; content?: string };

export function toChunk({ id, created, model }: AnswerHead, delta: Delta, finish: FinishReason | null = null): object {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return { id, object: "chat.completion.chunk", created, model, choices };
}

/** Comes last, where the client has asked for it. */
export function toUsageChunk({ id, created, model }: AnswerHead): object {
  return { id, object: "chat.completion.chunk", created, model, choices: [], usage };
}

export function toModel(id: string, startedAt: number): object {
  return { id, object: "model", created: Math.floor(startedAt / 1_000), owned_by: "causerie" };
}
