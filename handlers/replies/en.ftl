### The bot's words in English, and what every other language is measured against.
###
### One sentence an id; handlers/replies/__init__.py says of each when it is said and what it is about. Names, headlines
### and quotations come in as they are written and are never translated. A number chooses the plural, by the forms that
### the language has: projectfluent.org/fluent/guide/selectors.html.

## The digest

heading-met = Who met whom
heading-said = What was said
heading-readouts = Readouts
heading-background = Background
update = New in: { $headline }
untitled = A story without a headline
source = Source
read-one = Read the article
read-several = Read at
evidence = Evidence: { $sentences ->
        [one] { $sentences } sentence
       *[other] { $sentences } sentences
    } from { $articles ->
        [1] the article
       *[other] { $articles } articles
    }
more = { $stories ->
        [one] { $stories } more story
       *[other] { $stories } more stories
    }
more-lines = { $lines ->
        [one] { $lines } more line there
       *[other] { $lines } more lines there
    }
unreachable = Could not be reached: { $sources }
silent = Silent longer than usual: { $sources }
left-out = [{ $characters } characters left out: too long for a message, see the article]
part = { $number }/{ $of }

## When there is nothing: one of the first four, then one of the last two

quiet = Nothing new since { $since }.
quiet-on = Nothing new on { $topics } since { $since }.
# $within: one of the within-… below
nothing = Nothing { $within }.
nothing-on = Nothing on { $topics } { $within }.
checked = { $sources ->
        [one] { $sources } source checked.
       *[other] { $sources } sources checked.
    }
checked-at = { $sources ->
        [one] { $sources } source
       *[other] { $sources } sources
    } checked at { $moment }.

## Answers

hello = I post short digests: who met whom, what was said. Try /summary, or choose topics.
topics = { $count ->
        [one] { $count } topic
       *[other] { $count } topics
    }: { $names }. Without a topic you get everything.
topics-none = No topics are set up yet. Without a topic you get everything.
# $how: all, some or none of them are as usual; $well: how many
sources = { $sources ->
        [one] { $sources } source
       *[other] { $sources } sources
    }, { $how ->
        [all] all
        [none] none
       *[some] { $well }
    } as usual.
sources-none = No source has been visited yet.
# $sources: several of source-lost and source-never
sources-lost = Could not be reached: { $sources }.
# $sources: several of source-silent and source-silent-usual
sources-silent = Silent longer than usual: { $sources }.
source-lost = { $source } since { $moment } ({ $reason })
source-never = { $source } never yet ({ $reason })
source-silent = { $source }, last item { $moment }
# $often: one of the next two
source-silent-usual = { $source }, last item { $moment } (usually { $often })
often-day = { $count } a day
often-week = { $count } a week
help = Who met whom and what was said, in exact quotations with their evidence. You can ask:
about-summary = the digest now: who met whom, what was said
about-topics = what you can ask for
about-sources = which outlets are read, and which could not be reached or are silent
about-help = what you can ask
about-start = what this bot does
# "today", "yesterday" and "week" are typed as they stand here
usage-summary = [topic] [today | yesterday | week | DATE]
unknown = I don't know “{ $verb }”.
unknown-closest = I don't know “{ $verb }”. Closest: { $closest }.
failed = That went wrong on my side, and the newsroom's log says why. Please try again in a minute.

## What is said around a message whose fate nobody knows

repeat = (possible repeat)
# "readout deliveries resend" is typed as it stands here
missing = A message of this digest may not have arrived: the connection broke while it was being posted. The newsroom can send it again: readout deliveries resend { $delivery }

## Why a message could not be posted, and the way out

slow-down = the platform asks us to slow down
not-invited = I am not in that channel. Type /invite @Readout there.
not-found = I can't find that channel or group: it is gone, or private. If it is private, add Readout to it.
archived = That channel is archived. Unarchive it, or choose another.
restricted = I am not allowed to write there. Ask one of its admins to let Readout post.
uninstalled = The platform no longer accepts Readout's token or rights. Install Readout there again.
blocked = Readout was removed or blocked there. Add it again, or send it /start.
moved = The group became a supergroup, and its id is now { $chat }.
thread-closed = That topic is closed or gone. Open it again, or choose another.

## How times are written

clock-utc = { $clock } UTC
moment = { $day }, { $clock }
within-today = today
within-yesterday = yesterday
within-day = on { $day }
within-hours = in the last { $count ->
        [1] hour
       *[other] { $count } hours
    }
within-days = in the last { $count ->
        [1] day
       *[other] { $count } days
    }
within-weeks = in the last { $count ->
        [1] week
       *[other] { $count } weeks
    }
