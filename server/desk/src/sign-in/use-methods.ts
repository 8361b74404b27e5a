import type { SignInMethods } from "@causerie/protocol/desk";
import { useResource } from "#parts/use-resource.ts";
import { access } from "#wire/access.ts";

/** @returns undefined: not known yet. When it cannot be read, the form is there, and says what is wrong. */
export function useMethods(): SignInMethods | undefined {
  const { data, error } = useResource(access.methods);
  return data ?? (error === undefined ? undefined : { passwords: true, passkeys: false });
}
