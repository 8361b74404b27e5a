import { parse } from "yaml";
import { markedBlock } from "#support/docs/marked-block.ts";

/** What these tests need of a service (https://github.com/compose-spec/compose-spec/blob/main/spec.md). */
export type ComposeService = {
  image?: string;
  build?: string;
  command?: string;
  environment?: Record<string, string>;
  healthcheck?: { test: string[]; interval?: string };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas: number };
  stop_grace_period?: string;
};

/** The compose file of a page, with its variables filled in. @throws when a variable has no value here. */
export function readComposeFile(page: string, words: string, variables: Readonly<Record<string, string>>) {
  const text = markedBlock(page, words).replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`${page} uses the variable ${name}`);
    return value;
  });
  const file = parse(text) as { services: Record<string, ComposeService>; volumes: Record<string, unknown> };
  return {
    ...file,
    service(name: string): ComposeService {
      const service = file.services[name];
      if (service === undefined) throw new Error(`${page} has no service ${name}`);
      return service;
    },
  };
}
