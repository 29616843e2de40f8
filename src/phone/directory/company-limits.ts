/** A company of more people has a server to search them on. */
export const companyLimits = { bytes: 20_000_000, people: 100_000 } as const;
