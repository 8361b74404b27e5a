import type { ReactNode } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { type TextKey, useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import type { Resource } from "#parts/use-resource.ts";

type Props<Data> = {
  about: TextKey;
  actions?: ReactNode;
  /** It stays while something else is read. */
  filter?: ReactNode;
  resource: Resource<Data>;
  children: (data: Data) => ReactNode;
};

/** One part of the page, with one thing that the server is asked for. */
export function Part<Data>({ about, actions, filter, resource, children }: Props<Data>): ReactNode {
  const t = useTexts();
  const { data, error, reload } = resource;
  return (
    <>
      <div className="page-head">
        <p className="page-about">{t(about)}</p>
        {actions}
      </div>
      {filter}
      {error !== undefined && <Failure text={failureText(error, t)} onRetry={() => void reload()} />}
      {error === undefined && data === undefined && <Loading />}
      {data !== undefined && children(data)}
    </>
  );
}
