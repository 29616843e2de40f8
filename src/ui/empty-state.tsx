export interface EmptyStateProps {
  readonly title: string;
  readonly advice?: string;
}

/** Says why a list is empty, and what would fill it. */
export function EmptyState({ title, advice }: EmptyStateProps) {
  return (
    <div
      role="status"
      className="flex flex-col gap-1 rounded-xl border border-dashed border-line-strong p-8 text-center"
    >
      <p className="font-semibold wrap-anywhere">{title}</p>
      {advice !== undefined && <p className="text-sm text-muted">{advice}</p>}
    </div>
  );
}
