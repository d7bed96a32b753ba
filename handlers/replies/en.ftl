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
# Words of ours in lines whose rest stays as it is written: above a sentence, what it shows; before a line, how its
# encounter stands; and two readouts compared: Only A’s side mentions “x”; only B’s uses the word “y”
phrase-held = When, where
phrase-where = Where
phrase-when = When
phrase-who = Who
phrase-earlier = Background
phrase-planned = Planned
phrase-called-off = Called off
phrase-put-off = Put off
phrase-denied = Denied
phrase-refused = Refused
phrase-not-met = Not meeting
phrase-subheading = Subheading only
phrase-both = Both sides
phrase-say = say
phrase-mention = mention
phrase-only = Only { $name }’s side
phrase-and-only = only { $name }’s
phrase-differ = Numbers differ
phrase-side = { $name }’s side,
phrase-other-side = { $name }’s,
phrase-and = and
phrase-mentions = mentions
phrase-uses-word = uses the word
phrase-uses-words = uses the words
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
# $reason above: one of these; $number: 503
because-answered = answered { $number }
because-slow = takes too long
because-broken = breaks the connection off
because-no-host = its name leads nowhere
because-insecure = has no valid certificate
because-forbidden = may not be fetched
because-busy = asks us to come back later
because-unreadable = sends what cannot be read
source-silent = { $source }, last item { $moment }
# $often: one of the next two
source-silent-usual = { $source }, last item { $moment } (usually { $often })
often-day = { $count } a day
often-week = { $count } a week
help = Who met whom and what was said, in exact quotations with their evidence. You can ask:
about-summary = the digest now: who met whom, what was said
about-topics = what this chat gets, and what there is
about-sources = which outlets are read, and which could not be reached or are silent
about-help = what you can ask
about-start = what this bot does
# "today", "yesterday" and "week" are typed as they stand here
usage-summary = [topic] [today | yesterday | week | DATE]
about-subscribe = get topics here, on a schedule or at once
about-unsubscribe = stop topics here
about-schedule = when the digest comes
about-mute = nothing on a topic, or nothing at all, for a while
about-who = who somebody is, whom they last met, what they last said
about-met = whom somebody met
about-said = what somebody said
about-why = why a story is in the digest
about-missed = why an article is not
about-wrong = say what is wrong with a digest
about-settings = language, time zone, length, quiet hours
# What is typed: names of topics, times and periods as in English
usage-subscribe = [topic, …] [weekdays 18:00 | alerts 3]
usage-unsubscribe = [topic | all]
usage-schedule = [08:30 | weekdays 18:00 | every 4 hours | off]
usage-mute = [topic] [1d | 1w | forever | off]
usage-who = NAME
usage-met = NAME [with NAME] [week | DATE]
usage-said = NAME [about WORDS] [week | DATE]
usage-why = NUMBER | WORDS
usage-missed = ADDRESS
usage-wrong = [WORDS]
usage-settings = [language ru | zone Yerevan | length short | quiet 22:00-07:00 | silent on]
unknown = I don't know “{ $verb }”.
unknown-closest = I don't know “{ $verb }”. Closest: { $closest }.
failed = That went wrong on my side, and the newsroom's log says why. Please try again in a minute.

## What is said around a message whose fate nobody knows

repeat = (possible repeat)
# "readout deliveries resend" is typed as it stands here
missing = A message of this digest may not have arrived: the connection broke while it was being posted. The newsroom can send it again: readout deliveries resend { $delivery }

## Corrections: the first of these, what the line says now where it says anything, one of the others, what it said

corrected = Corrected { $moment }:
said-before = Before, it said:
headline-before = Before, the headline was:
withdrawn = withdrawn:
stands-again = stands again:

## Why a message could not be posted, and the way out

slow-down = the platform asks us to slow down
not-invited = I am not in that channel. Type /invite @Readout there.
not-found = I can't find that channel or group: it is gone, or private. If it is private, add Readout to it.
archived = That channel is archived. Unarchive it, or choose another.
shared = That channel is shared with another organisation. Choose one that only your own people read.
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

## Choosing what a chat gets

everything = everything
gets = This chat gets { $topics }, { $times } ({ $zone }).
next = Next: { $moment }.
gets-never = This chat gets { $topics }, at no time. Try /schedule 08:30.
gets-alerts = This chat gets { $topics } at once, { $most ->
        [one] at most { $most } message a day
       *[other] at most { $most } messages a day
    }.
paused = Paused: { $reason }
preview = The last { $days } days would have brought { $stories ->
        [one] { $stories } story
       *[other] { $stories } stories
    }:
preview-none = The last { $days } days would have brought nothing.
stopped = Stopped { $topics } here.
not-subscribed = This chat gets no digest yet. Try /subscribe.
not-subscribed-to = This chat gets nothing on { $topics }.
not-allowed = Only those who manage this chat may change what it gets.
fixed = That digest is set in the newsroom's settings file, readout.toml, and is changed there.
scheduled = { $times } ({ $zone }). Next three: { $coming }.
schedule-off = No more digests on { $topics }, until you set a time. Try /schedule 08:30.
every-day = every day
weekdays = weekdays
weekends = weekends
# $days: "every day", "weekdays" or names of days
times = { $days } { $times }
times-every = { $days }, { $hours ->
        [one] every hour
       *[other] every { $hours } hours
    } from { $first } to { $last }
muted = { $topic }: muted until { $moment }.
muted-for-good = { $topic }: muted until you say otherwise.
muted-none = Nothing is muted here.
settings = Language: { $language }. Time zone: { $zone }. Digest: { $length }. Quiet hours: { $quiet }. Without a sound: { $silent }.
which-city = By which city’s clocks? Press one, or type the name of any: /settings zone Yerevan
length-short = 3 stories
length-usual = 5 stories
length-long = 10 stories
none = none
yes = yes
no = no
day-and-time = { $weekday } { $moment }
late = This was due { $moment }; Readout was not running, or not in reach, then.

## Buttons

button-undo = Undo
button-times = Times
button-topics = Topics
button-summary = Summary
button-off = Off
button-mute-1d = Mute for a day
button-mute-1w = Mute for a week
button-unmute = Unmute
button-pause = Pause
button-remove = Remove
button-zone = Time zone
button-quiet = Quiet hours
button-silent = Without a sound
button-right = Right
button-wrong = Wrong
button-wrong-person = Person
button-wrong-speaker = Speaker
button-wrong-quotation = Quotation
button-wrong-old = Old news
button-wrong-other = Other

button-digest-wrong = Wrong?
button-digest-who = Who?
button-digest-mute = Mute
button-mute = Mute
button-settings = Settings
# $verb: a command as it is typed, here and below
too-old = These buttons are too old to be pressed. New ones: /{ $verb }
not-yours = Only { $name } may press here. For buttons of your own: /{ $verb }
not-yours-unnamed = Only who asked may press here. For buttons of your own: /{ $verb }
whom = Whom do you want to know of?
mute-what = What is to be left out for a while?

## Chats that are closed and opened, and channels, which are managed from a private chat

back = I am back here: { $digests ->
        [one] { $digests } digest goes on
       *[other] { $digests } digests go on
    }.
managing = I am in “{ $title }”, and its admins choose here what it gets.
manage-what = Which channel? Write /manage @channel to me in a private chat, or forward me one of its posts.
manage-nothing = I am in no channel “{ $asked }” of which you are an admin. Add me there as an admin who may post.
about-manage = choose what a channel of yours gets
inline-hint = Type a name: pashinyan
inline-said = { $name } said
inline-met = { $name } met

## The form in which a channel is subscribed: its labels have at most 24 letters

field-title = Subscribe a channel
field-submit = Subscribe
field-close = Cancel
field-channel = Channel
field-topics = Topics
field-topics-hint = Leave this empty for everything. Anything can be typed: a person, a country, armenia and russia -opinion.
field-times = Times
field-times-hint = For example 08:30, or 08:30, 18:00, or every 4 hours from 8 to 20.
field-days = Days
field-zone = City or time zone
field-looking = Looking at the last days …

## The bot's own page

home-yours = What your channels get
home-direct = Your direct messages
home-none = Your channels get no digest yet.
home-sources = Sources
more-digests = { $digests ->
        [one] { $digests } more digest
       *[other] { $digests } more digests
    }

## Under a digest

menu-why = Why is this here?
menu-who = Who is { $name }?
menu-mute = Mute { $topic } for a week
menu-mute-what = Mute …
menu-settings = Settings

## People

# $usage: the command as it is typed
who-is-meant = Who is meant? Try /{ $usage }.
nobody = No “{ $name }” in the last { $days } days.
several = { $count } people match: { $names }.
# $called: name and office, as the latest article has them
person = { $called } ({ $outlet }, { $moment })
last-met = Last met: { $line } ({ $outlet })
last-said = Last said: { $line } ({ $outlet })
# $within: one of the within-… below
nothing-met = No encounter of { $names } { $within }.
nothing-said = Nothing said by { $names } { $within }.

## Why, and why not

why-what = Which story? Give its number in the last digest, or words of its headline: /why 2.
why-nothing = None of the last digests here has “{ $item }”.
# $reasons: several of reason-…
why = “{ $headline }” is here because of { $topics }: { $reasons }.
why-everything = “{ $headline }” is here because this chat gets everything.
first-seen = First seen { $moment }.
# $term: what was asked for; $words: as the article has it
reason-outlet = “{ $term }” is its outlet, { $outlet }
reason-section = “{ $term }” is its section, { $words }
reason-country = somebody acts or speaks for { $words } ({ $outlet })
reason-actor = { $words } acts or speaks ({ $outlet })
reason-place = it took place in { $words } ({ $outlet })
reason-words = “{ $words }” stands in the article ({ $outlet })
missed-what = Which article? Give its address: /missed https://…
missed-no-source = Nobody here watches that site. The newsroom can: readout sources add.
missed-not-listed = { $sources } is watched, and has not listed that address.
missed-not-fetched = { $sources } lists it, and its page could not be fetched ({ $tries ->
        [one] { $tries } try
       *[other] { $tries } tries
    }).
missed-gone = “{ $title }”: { $sources } took it down, { $moment }.
missed-waiting = “{ $title }” is stored, and being read just now.
missed-unreadable = “{ $title }” is stored, and could not be read; the newsroom's log says why.
missed-nothing = “{ $title }” was read, and nobody met or said anything in it.
missed-off-topic = “{ $title }” was read, and is not on what this chat gets: nothing in it is “{ $terms }”.
missed-muted = “{ $title }” was read, and is on what is muted here: { $terms }.
missed-old = “{ $title }” is from before this chat's last digest, or nobody knows how old it is.
missed-not-yet = “{ $title }” comes with the next digest.
missed-no-room = “{ $title }” was known when the last digest was made: other stories left no room for it, or it had nothing new.
missed-told = “{ $title }” is in the digest of { $moment }.
wrong-what = What is wrong?
logged = Logged as #{ $number }. Thank you.
thanks = Thank you.
not-a-digest = That is no digest of mine. Choose this on one of my digests.
# $what: what is wrong, one of button-wrong-… or a reader's own words
reported = A reader says that something is wrong: { $what }
reported-in = A reader says that something is wrong in “{ $headline }”: { $what }

## What could not be understood

which-topic = Which topic? For example: { $names }.
topic-too-long = A topic has at most { $most } characters.
only-without = “{ $said }” says only what to leave out. Name a topic first: armenia -opinion
no-topic = No topic “{ $said }”. Closest: { $closest }.
no-such-stretch = “{ $said }” is not between an hour and a year. { works-periods }
no-period = I can't read “{ $said }” as a day or a period. { works-periods }
not-yet = { $said } has not come yet. { works-periods }
too-long-ago = { $said } is more than a year ago. { works-periods }
# The examples are typed as they stand here
works-periods = Try today, yesterday, week, 24h, 3d, 2w, 2025-03-13 or 13 March.
not-a-time = I can't read “{ $said }” as a time. Try 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours, or off.
too-many-subscriptions = A chat gets at most { $most } digests. Stop one first: /unsubscribe
too-many-topics = A digest has at most { $most } topics. Stop one first: /unsubscribe
no-city = I know no city “{ $said }”. Try the largest city near it.
no-city-closest = I know no city “{ $said }”. Closest: { $closest }.
no-language = I do not speak “{ $said }”. I speak: { $names }.
no-setting = I can't read “{ $said }” as a setting. Try language ru, zone Yerevan, length short, quiet 22:00-07:00 or silent on.
