import type { ReactNode } from "react";
import type { TextKey } from "#i18n/texts.ts";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "./Failure.tsx";
import type { Resource } from "./use-resource.ts";

type Props<Data> = {
  title: string;
  about?: TextKey;
  /** Buttons beside the title. */
  actions?: ReactNode;
  resource: Resource<Data>;
  children: (data: Data) => ReactNode;
};

/** A page with one thing that the server is asked for. */
export function Page<Data>({ title, about, actions, resource, children }: Props<Data>): ReactNode {
  const t = useTexts();
  const { data, error, reload } = resource;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {actions}
      </div>
      {about !== undefined && <p className="page-about">{t(about)}</p>}
      {error !== undefined && <Failure text={failureText(error, t)} onRetry={() => void reload()} />}
      {error === undefined && data === undefined && <Loading />}
      {data !== undefined && children(data)}
    </div>
  );
}
