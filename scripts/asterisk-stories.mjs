/** The stories that have been made to run on any phone system; the others know the embedded switch alone. */
export const asteriskStories = ["calls", "transfer", "people", "reload", "devices"];
