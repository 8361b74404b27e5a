import { type ReactNode, useState } from "react";
import { useLookups } from "#inbox/engine/lookups.ts";
import { useInbox } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import { Link } from "#routing/Link.tsx";
import { go } from "#routing/location.ts";
import type { InboxChoice, InboxList } from "#routing/route.ts";
import { Filters, filterCount } from "./Filters.tsx";
import { listTitles } from "./list-titles.ts";
import { NotifyButton } from "./NotifyButton.tsx";
import { RowList } from "./RowList.tsx";
import { Search } from "./Search.tsx";

type Props = { choice: InboxChoice; conversation: string | undefined };

export function ListPane({ choice, conversation }: Props): ReactNode {
  const t = useTexts();
  const [isFiltering, setFiltering] = useState(filterCount(choice) > 0);
  const count = filterCount(choice);
  const change = (change: Partial<InboxChoice>): void => {
    const next = { ...choice, ...change };
    go({ page: "inbox", choice: next, ...(conversation === undefined ? {} : { conversation }) }, "replace");
  };
  return (
    <section className="pane list-pane" aria-label={t("conversations")}>
      <Lists choice={choice} conversation={conversation} />
      <div className="list-tools">
        <Search key={choice.list} text={choice.text ?? ""} onChange={(text) => change({ text })} />
        <IconButton
          icon="filter"
          label={count === 0 ? t("filter") : t("filterActive", { count })}
          aria-expanded={isFiltering}
          data-active={count > 0 || undefined}
          onClick={() => setFiltering(!isFiltering)}
        />
        <NotifyButton />
      </div>
      {isFiltering && <Filters choice={choice} onChange={change} />}
      <RowList choice={choice} conversation={conversation} />
    </section>
  );
}

function Lists({ choice, conversation }: Props): ReactNode {
  const t = useTexts();
  const lookups = useLookups();
  const counts = useInbox((state) => state.counts);
  const countOf: Partial<Record<InboxList, number>> =
    counts === undefined ? {} : { mine: counts.mine, waiting: counts.waiting, open: counts.open };
  const lists = Object.keys(listTitles) as InboxList[];
  const keep = conversation === undefined ? {} : { conversation };
  const queues = lookups.queues.map(({ id, name }) => ({ id, name, count: counts?.queues[id] ?? 0 }));
  // A queue that was removed, and in which somebody waits still.
  for (const [id, count] of Object.entries(counts?.queues ?? {}))
    if (count > 0 && !queues.some((queue) => queue.id === id)) queues.push({ id, name: id, count });
  return (
    <nav className="lists" aria-label={t("lists")}>
      <ul>
        {lists.map((list) => (
          <li key={list}>
            <Link
              to={{ page: "inbox", choice: { list }, ...keep }}
              aria-current={choice.list === list && choice.queue === undefined ? "true" : undefined}
            >
              {t(listTitles[list])}
              <Count count={countOf[list]} />
            </Link>
          </li>
        ))}
      </ul>
      {queues.length > 0 && (
        <ul aria-label={t("queues")}>
          {queues.map(({ id, name, count }) => (
            <li key={id}>
              <Link
                to={{ page: "inbox", choice: { list: "waiting", queue: id }, ...keep }}
                aria-current={choice.list === "waiting" && choice.queue === id ? "true" : undefined}
              >
                {name}
                <Count count={count} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}

function Count({ count }: { count: number | undefined }): ReactNode {
  return count === undefined || count === 0 ? null : <span className="count">{count}</span>;
}
