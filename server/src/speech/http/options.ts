import { isServiceUrl, serviceUrlRemedy } from "#understanding/remote/remote-options.ts";
import { ConfigError } from "#app/errors.ts";
import type { Secret } from "#understanding/remote/credentials.ts";

/** A service of speech that speaks OpenAI's interface. */
export type SpeechServiceOptions = {
  /** Where it is, without `/v1`: e.g. `http://whisper:8000`, or `https://api.openai.com`. */
  url: string;
  /** The name of the model at the service. */
  model: string;
  /** A key, sent as a bearer token. */
  credentials?: Secret;
};

/** @throws ConfigError with all problems. It never quotes the value of an option. */
export function checkService(name: string, { url, model }: SpeechServiceOptions): void {
  const problems = [
    ...(isServiceUrl(url) ? [] : [`url ${serviceUrlRemedy}`]),
    ...(model.trim() === "" ? ["model must be the name of a model at the service"] : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `${name}: ${problem}`));
}
