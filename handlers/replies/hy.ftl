### The bot's words in Armenian; no speaker has checked them yet. en.ftl says what each is about.
###
### Names come in as they are written: a sentence is worded so that they may stand in the nominative («Թեմաները՝ …»).
### A noun after a number stays in the singular.

## The digest

heading-met = Հանդիպումներ և բանակցություններ
heading-said = Ինչ ասվեց
heading-readouts = Կողմերի հաղորդագրությունները
heading-background = Համատեքստ
phrase-held = Երբ, որտեղ
phrase-where = Որտեղ
phrase-when = Երբ
phrase-who = Ով
phrase-earlier = Համատեքստ
phrase-planned = Նախատեսված է
phrase-called-off = Չեղարկված է
phrase-put-off = Հետաձգված է
phrase-denied = Հերքված է
phrase-refused = Մերժված է
phrase-not-met = Չեն հանդիպում
phrase-subheading = Միայն ենթավերնագրում
phrase-both = Երկու կողմերն էլ
phrase-say = ասում են՝
phrase-mention = հիշատակում են՝
phrase-only = Միայն { $name } կողմն է
phrase-and-only = միայն { $name } կողմն է
phrase-differ = Թվերը տարբերվում են
phrase-side = { $name } կողմը –
phrase-other-side = { $name } –
phrase-and = և
phrase-mentions = հիշատակում՝
phrase-uses-word = օգտագործում այս բառը՝
phrase-uses-words = օգտագործում այս բառերը՝
update = Նոր մանրամասներ՝ { $headline }
untitled = Անվերնագիր լուր
source = Աղբյուր
read-one = Կարդալ հոդվածը
read-several = Կարդալ
evidence = Հիմքը՝ { $sentences } նախադասություն { $articles ->
        [1] հոդվածից
       *[other] { $articles } հոդվածից
    }
more = ևս { $stories } լուր
more-lines = այնտեղ ևս { $lines } տող
unreachable = Անհասանելի աղբյուրներ՝ { $sources }
silent = Սովորականից երկար լռող աղբյուրներ՝ { $sources }
left-out = [բաց է թողնվել { $characters } նիշ․ հաղորդագրության համար չափազանց երկար է, տե՛ս հոդվածը]
part = { $number }/{ $of }

## When there is nothing: one of the first four, then one of the last two

quiet = Նորություններ { $since }-ից ի վեր չկան։
quiet-on = { $topics }՝ նորություններ { $since }-ից ի վեր չկան։
nothing = Նորություններ { $within } չեն եղել։
nothing-on = { $topics }՝ նորություններ { $within } չեն եղել։
checked = Ստուգվել է { $sources } աղբյուր։
checked-at = Ժամը { $moment }-ին ստուգվել է { $sources } աղբյուր։

## Answers

hello = Ես հրապարակում եմ կարճ ամփոփումներ՝ ով ում հետ է հանդիպել և ինչ է ասվել։ Փորձեք /summary կամ ընտրեք թեմաներ։
topics = { $count } թեմա՝ { $names }։ Եթե թեմա չնշեք, կստանաք բոլոր լուրերը։
topics-none = Թեմաներ դեռ սահմանված չեն։ Եթե թեմա չնշեք, կստանաք բոլոր լուրերը։
sources = { $sources } աղբյուր՝ { $how ->
        [all] ամեն ինչ սովորականի պես է
        [none] ոչ մեկը սովորականի պես չի աշխատում
       *[some] սովորականի պես աշխատում է { $well } աղբյուր
    }։
sources-none = Դեռ ոչ մի աղբյուր չի ստուգվել։
sources-lost = Անհասանելի աղբյուրներ՝ { $sources }։
sources-silent = Սովորականից երկար լռող աղբյուրներ՝ { $sources }։
source-lost = { $source }, { $moment }-ից ({ $reason })
source-never = { $source }, ոչ մի անգամ չի բացվել ({ $reason })
because-answered = պատասխան՝ { $number }
because-slow = չափազանց ուշ է պատասխանում
because-broken = ընդհատում է կապը
because-no-host = հասցեն չի գտնվում
because-insecure = վավեր վկայագիր չունի
because-forbidden = մուտքն արգելված է
because-busy = խնդրում է դիմել ավելի ուշ
because-unreadable = ուղարկում է անընթեռնելի տվյալներ
source-silent = { $source }, վերջին նյութը՝ { $moment }
source-silent-usual = { $source }, վերջին նյութը՝ { $moment } (սովորաբար՝ { $often })
often-day = օրական { $count }
often-week = շաբաթական { $count }
help = Ով ում հետ է հանդիպել և ինչ է ասվել՝ ճշգրիտ մեջբերումներով և դրանց հիմքերով։ Կարող եք հարցնել՝
about-summary = ամփոփումը հիմա՝ ով ում հետ է հանդիպել, ինչ է ասվել
about-topics = ինչ է ստանում այս չատը և ինչ թեմաներ կան
about-sources = որ լրատվամիջոցներն են կարդացվում, որոնք են անհասանելի կամ լռում
about-help = ինչ կարող եք հարցնել
about-start = ինչ է անում այս բոտը
usage-summary = [թեմա] [today | yesterday | week | ԱՄՍԱԹԻՎ]
about-subscribe = ստանալ թեմաներ այստեղ՝ ըստ ժամանակացույցի կամ անմիջապես
about-unsubscribe = դադարեցնել թեմաներն այստեղ
about-schedule = երբ է գալիս ամփոփումը
about-mute = որոշ ժամանակ ոչինչ չստանալ թեմայի մասին կամ ընդհանրապես
about-who = ով է, վերջին անգամ ում հետ է հանդիպել, ինչ է ասել
about-met = ում հետ է հանդիպել տվյալ անձը
about-said = ինչ է ասել տվյալ անձը
about-why = ինչու է լուրն ամփոփման մեջ
about-missed = ինչու հոդվածն ամփոփման մեջ չէ
about-wrong = հայտնել ամփոփման սխալի մասին
about-settings = լեզուն, ժամային գոտին, ծավալը, լուռ ժամերը
usage-subscribe = [թեմա, …] [weekdays 18:00 | alerts 3]
usage-unsubscribe = [թեմա | all]
usage-schedule = [08:30 | weekdays 18:00 | every 4 hours | off]
usage-mute = [թեմա] [1d | 1w | forever | off]
usage-who = ԱՆՈՒՆ
usage-met = ԱՆՈՒՆ [with ԱՆՈՒՆ] [week | ԱՄՍԱԹԻՎ]
usage-said = ԱՆՈՒՆ [about ԲԱՌԵՐ] [week | ԱՄՍԱԹԻՎ]
usage-why = ՀԱՄԱՐ | ԲԱՌԵՐ
usage-missed = ՀԱՍՑԵ
usage-wrong = [ԲԱՌԵՐ]
usage-settings = [language ru | zone Yerevan | length short | quiet 22:00-07:00 | silent on]
unknown = Ես չգիտեմ «{ $verb }» հրամանը։
unknown-closest = Ես չգիտեմ «{ $verb }» հրամանը։ Նմաններն են՝ { $closest }։
failed = Իմ կողմից սխալ տեղի ունեցավ, պատճառը գրված է խմբագրության համակարգային մատյանում։ Խնդրում եմ կրկնել մեկ րոպեից։

## What is said around a message whose fate nobody knows

repeat = (հնարավոր կրկնություն)
missing = Այս ամփոփման հաղորդագրություններից մեկը գուցե տեղ չի հասել․ ուղարկելիս կապն ընդհատվեց։ Խմբագրությունը կարող է այն կրկին ուղարկել՝ readout deliveries resend { $delivery }

## Corrections: the first of these, what the line says now where it says anything, one of the others, what it said

corrected = Ուղղվել է ({ $moment })՝
said-before = Նախկինում գրված էր՝
headline-before = Նախկին վերնագիրը՝
withdrawn = հետ է կանչվել՝
stands-again = կրկին ուժի մեջ է՝

## Why a message could not be posted, and the way out

slow-down = հարթակը խնդրում է ավելի հազվադեպ գրել
not-invited = Ես այդ ալիքում չեմ։ Գրեք այնտեղ /invite @Readout։
not-found = Չեմ գտնում այդ ալիքը կամ խումբը․ այն այլևս չկա կամ փակ է։ Եթե փակ է, ավելացրեք Readout-ն այնտեղ։
archived = Այդ ալիքն արխիվացված է։ Հանեք այն արխիվից կամ ընտրեք ուրիշը։
shared = Այդ ալիքը համատեղ է մեկ այլ կազմակերպության հետ։ Ընտրեք այնպիսին, որը կարդում են միայն ձեր աշխատակիցները։
restricted = Ինձ այնտեղ գրել թույլատրված չէ։ Խնդրեք ադմինիստրատորներից որևէ մեկին թույլ տալ Readout-ին հրապարակել։
uninstalled = Հարթակն այլևս չի ընդունում Readout-ի թոքենը կամ իրավունքները։ Կրկին տեղադրեք Readout-ն այնտեղ։
blocked = Readout-ն այնտեղից հեռացվել կամ արգելափակվել է։ Կրկին ավելացրեք այն կամ ուղարկեք նրան /start։
moved = Խումբը դարձել է սուպերխումբ, նրա նոր նույնացուցիչն է՝ { $chat }։
thread-closed = Այդ թեման փակված է կամ այլևս չկա։ Կրկին բացեք այն կամ ընտրեք ուրիշը։

## How times are written

clock-utc = { $clock } UTC
moment = { $day }, { $clock }
within-today = այսօր
within-yesterday = երեկ
within-day = այդ օրը ({ $day })
within-hours = { $count ->
        [1] վերջին մեկ ժամվա
       *[other] վերջին { $count } ժամվա
    } ընթացքում
within-days = { $count ->
        [1] վերջին մեկ օրվա
       *[other] վերջին { $count } օրվա
    } ընթացքում
within-weeks = { $count ->
        [1] վերջին մեկ շաբաթվա
       *[other] վերջին { $count } շաբաթվա
    } ընթացքում

## Choosing what a chat gets

everything = բոլոր թեմաները
gets = Այս չատը ստանում է՝ { $topics }․ { $times } ({ $zone })։
next = Հաջորդ ամփոփումը՝ { $moment }։
gets-never = Այս չատը ստանում է՝ { $topics }, բայց ժամը նշված չէ։ Փորձեք /schedule 08:30։
gets-alerts = Այս չատն անմիջապես ստանում է՝ { $topics }․ օրական առավելագույնը { $most } հաղորդագրություն։
paused = Ընդհատված է՝ { $reason }
preview = Վերջին { $days } օրում կգար { $stories } լուր՝
preview-none = Վերջին { $days } օրում ոչինչ չէր գա։
stopped = Այստեղ այլևս չեն գալիս՝ { $topics }։
not-subscribed = Այս չատը դեռ ամփոփումներ չի ստանում։ Փորձեք /subscribe։
not-subscribed-to = Այս չատը չի ստանում՝ { $topics }։
not-allowed = Միայն այս չատը կառավարողները կարող են փոխել, թե ինչ է այն ստանում։
fixed = Այդ ամփոփումը սահմանված է խմբագրության կարգավորումների ֆայլում՝ readout.toml, և փոխվում է այնտեղ։
scheduled = Ժամանակացույցը՝ { $times } ({ $zone })։ Հաջորդ երեքը՝ { $coming }։
schedule-off = Ամփոփումներ այլևս չեն լինի, մինչև ժամ չնշեք՝ { $topics }։ Փորձեք /schedule 08:30։
every-day = ամեն օր
weekdays = աշխատանքային օրերին
weekends = հանգստյան օրերին
times = { $days }՝ { $times }
times-every = { $days }՝ { $hours ->
        [1] ամեն ժամ
       *[other] { $hours } ժամը մեկ
    }, { $first }-ից մինչև { $last }
muted = { $topic }՝ առանց հաղորդագրությունների մինչև { $moment }։
muted-for-good = { $topic }՝ առանց հաղորդագրությունների, մինչև այլ բան չասեք։
muted-none = Այստեղ ոչինչ լռեցված չէ։
settings = Լեզուն՝ { $language }։ Ժամային գոտին՝ { $zone }։ Ամփոփումը՝ { $length }։ Լուռ ժամերը՝ { $quiet }։ Առանց ձայնի՝ { $silent }։
which-city = Ո՞ր քաղաքի ժամով։ Սեղմեք կամ գրեք ցանկացած քաղաքի անունը՝ /settings zone Yerevan
length-short = 3 լուր
length-usual = 5 լուր
length-long = 10 լուր
none = չկան
yes = այո
no = ոչ
day-and-time = { $weekday }, { $moment }
late = Այս ամփոփման ժամն էր՝ { $moment }։ Readout-ն այդ ժամանակ չէր աշխատում կամ հասանելի չէր։

## Buttons

button-undo = Հետարկել
button-times = Ժամերը
button-topics = Թեմաները
button-summary = Ամփոփում
button-off = Անջատել
button-mute-1d = Լռեցնել մեկ օրով
button-mute-1w = Լռեցնել մեկ շաբաթով
button-unmute = Կրկին միացնել
button-pause = Դադարեցնել
button-remove = Հեռացնել
button-zone = Ժամային գոտի
button-quiet = Լուռ ժամեր
button-silent = Առանց ձայնի
button-right = Ճիշտ է
button-wrong = Սխալ է
button-wrong-person = Անձը
button-wrong-speaker = Խոսողը
button-wrong-quotation = Մեջբերումը
button-wrong-old = Հին լուր է
button-wrong-other = Այլ
button-digest-wrong = Սխա՞լ է
button-digest-who = Ո՞վ է
button-digest-mute = Լռեցնել
button-mute = Լռեցնել
button-settings = Կարգավորումներ
too-old = Այս կոճակները հնացել են։ Նորերը՝ /{ $verb }
not-yours = Այս կոճակները կարող է սեղմել միայն { $name }։ Ձեր կոճակները՝ /{ $verb }
not-yours-unnamed = Այս կոճակները կարող է սեղմել միայն հարցնողը։ Ձեր կոճակները՝ /{ $verb }
whom = Ո՞ւմ մասին եք ուզում իմանալ։
mute-what = Ի՞նչը լռեցնել որոշ ժամանակով։

## Chats that are closed and opened, and channels, which are managed from a private chat

back = Ես կրկին այստեղ եմ։ Շարունակվում է { $digests } ամփոփում։
managing = «{ $title }»․ ադմինիստրատորներն այստեղ ընտրում են, թե ինչ է այն ստանում։
manage-what = Ո՞ր ալիքը։ Անձնական չատում գրեք ինձ /manage @channel կամ ինձ ուղարկեք նրա հրապարակումներից մեկը։
manage-nothing = «{ $asked }» ալիքում ես չկամ, կամ դուք դրա ադմինիստրատորը չեք։ Ավելացրեք ինձ այնտեղ որպես հրապարակելու իրավունք ունեցող ադմինիստրատոր։
about-manage = ընտրել, թե ինչ է ստանում ձեր ալիքը
inline-hint = Գրեք անուն՝ Փաշինյան
inline-said = { $name }՝ վերջին հայտարարությունները
inline-met = { $name }՝ վերջին շփումները

## The form in which a channel is subscribed: its labels have at most 24 letters

field-title = Բաժանորդագրել ալիքը
field-submit = Բաժանորդագրել
field-close = Չեղարկել
field-channel = Ալիքը
field-topics = Թեմաները
field-topics-hint = Դատարկ թողեք՝ բոլոր լուրերը ստանալու համար։ Կարելի է գրել ցանկացած բան՝ անձ, երկիր, armenia and russia -opinion։
field-times = Ժամերը
field-times-hint = Օրինակ՝ 08:30, կամ 08:30, 18:00, կամ every 4 hours from 8 to 20։
field-days = Օրերը
field-zone = Քաղաք կամ ժամային գոտի
field-looking = Նայում եմ վերջին օրերի լուրերը…

## The bot's own page

home-yours = Ինչ են ստանում ձեր ալիքները
home-direct = Ձեր անձնական հաղորդագրությունները
home-none = Ձեր ալիքները դեռ ամփոփումներ չեն ստանում։
home-sources = Աղբյուրները
more-digests = ևս { $digests } ամփոփում

## Under a digest

menu-why = Ինչո՞ւ է սա այստեղ
menu-who = Ո՞վ է { $name }
menu-mute = Լռեցնել մեկ շաբաթով՝ { $topic }
menu-mute-what = Լռեցնել…
menu-settings = Կարգավորումներ

## People

who-is-meant = Ո՞ւմ նկատի ունեք։ Փորձեք /{ $usage }։
nobody = «{ $name }»՝ վերջին { $days } օրում ոչ ոք չի գտնվել։
several = Համապատասխանում է { $count } մարդ՝ { $names }։
person = { $called } ({ $outlet }, { $moment })
last-met = Վերջին շփումը՝ { $line } ({ $outlet })
last-said = Վերջին հայտարարությունը՝ { $line } ({ $outlet })
nothing-met = { $names }՝ շփումներ { $within } չեն գրանցվել։
nothing-said = { $names }՝ հայտարարություններ { $within } չեն գրանցվել։

## Why, and why not

why-what = Ո՞ր լուրի մասին է խոսքը։ Նշեք նրա համարը վերջին ամփոփման մեջ կամ վերնագրի բառերը՝ /why 2։
why-nothing = Այստեղի վերջին ամփոփումներում չկա՝ «{ $item }»։
why = «{ $headline }» լուրն այստեղ է ընտրված թեմաների շնորհիվ՝ { $topics }։ Համընկնումները՝ { $reasons }։
why-everything = «{ $headline }» լուրն այստեղ է, որովհետև այս չատը ստանում է բոլոր թեմաները։
first-seen = Առաջին անգամ նկատվել է՝ { $moment }։
reason-outlet = «{ $term }»՝ նրա լրատվամիջոցը, { $outlet }
reason-section = «{ $term }»՝ նրա բաժինը, { $words }
reason-country = երկիրը, որի անունից գործում կամ խոսում են՝ { $words } ({ $outlet })
reason-actor = գործում կամ խոսում է { $words } ({ $outlet })
reason-place = վայրը՝ { $words } ({ $outlet })
reason-words = հոդվածում կա «{ $words }» ({ $outlet })
missed-what = Ո՞ր հոդվածի մասին է խոսքը։ Նշեք նրա հասցեն՝ /missed https://…
missed-no-source = Այստեղ ոչ ոք չի հետևում այդ կայքին։ Խմբագրությունը կարող է ավելացնել այն՝ readout sources add։
missed-not-listed = Աղբյուրին հետևում ենք, բայց այդ հասցեն այնտեղ դեռ չի եղել՝ { $sources }։
missed-not-fetched = Հասցեն հայտնի է ({ $sources }), բայց էջը չհաջողվեց բեռնել (փորձերի թիվը՝ { $tries })։
missed-gone = «{ $title }»՝ նյութը հանվել է կայքից ({ $sources }, { $moment })։
missed-waiting = «{ $title }»՝ հոդվածը պահպանված է և հենց հիմա կարդացվում է։
missed-unreadable = «{ $title }»՝ հոդվածը պահպանված է, բայց չհաջողվեց կարդալ այն․ պատճառը գրված է խմբագրության համակարգային մատյանում։
missed-nothing = «{ $title }»՝ հոդվածը կարդացվել է, բայց դրանում ոչ ոք չի հանդիպել և ոչինչ չի ասել։
missed-off-topic = «{ $title }»՝ հոդվածը կարդացվել է, բայց այս չատի թեմաներից չէ․ դրանում չկա՝ «{ $terms }»։
missed-muted = «{ $title }» հոդվածը կարդացվել է, բայց այս թեման այստեղ խլացված է՝ { $terms }։
missed-old = «{ $title }»՝ հոդվածն ավելի հին է, քան այս չատի վերջին ամփոփումը, կամ դրա ամսաթիվը հայտնի չէ։
missed-not-yet = «{ $title }»՝ կլինի հաջորդ ամփոփման մեջ։
missed-no-room = «{ $title }»՝ հոդվածը հայտնի էր վերջին ամփոփումը կազմելիս, բայց տեղը զիջեց այլ լուրերի կամ նոր բան չուներ։
missed-told = «{ $title }»՝ ամփոփման մեջ է ({ $moment })։
wrong-what = Ի՞նչն է սխալ։
logged = Գրանցված է՝ համար { $number }։ Շնորհակալություն։
thanks = Շնորհակալություն։
not-a-digest = Այս հաղորդագրությունն իմ ամփոփումը չէ։ Ընտրեք իմ ամփոփումներից մեկը։
reported = Ընթերցողը հայտնում է սխալի մասին՝ { $what }
reported-in = Ընթերցողը հայտնում է «{ $headline }» լուրի սխալի մասին՝ { $what }

## What could not be understood

which-topic = Ո՞ր թեման։ Օրինակ՝ { $names }։
topic-too-long = Թեման կարող է ունենալ ամենաշատը { $most } նիշ։
only-without = «{ $said }» միայն ասում է, թե ինչը բաց թողնել։ Նախ նշեք թեմա՝ armenia -opinion
no-topic = «{ $said }» թեմա չկա։ Նմաններն են՝ { $closest }։
no-such-stretch = «{ $said }» մեկ ժամից մինչև մեկ տարի տևող ժամկետ չէ։ { works-periods }
no-period = «{ $said }»՝ չեմ հասկանում, թե որ օրն է կամ ինչ ժամկետ։ { works-periods }
not-yet = { $said } դեռ չի եկել։ { works-periods }
too-long-ago = { $said } մեկ տարուց ավելի վաղ էր։ { works-periods }
works-periods = Փորձեք today, yesterday, week, 24h, 3d, 2w, 2025-03-13 կամ 13 March։
not-a-time = «{ $said }»՝ չեմ հասկանում, թե որ ժամն է։ Փորձեք 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours կամ off։
too-many-subscriptions = Չատը կարող է ստանալ առավելագույնը { $most } ամփոփում։ Նախ հրաժարվեք մեկից՝ /unsubscribe
too-many-topics = Ամփոփումը կարող է ունենալ առավելագույնը { $most } թեմա։ Նախ հրաժարվեք մեկից՝ /unsubscribe
no-city = Ես չգիտեմ «{ $said }» քաղաքը։ Փորձեք մոտակա մեծ քաղաքը։
no-city-closest = Ես չգիտեմ «{ $said }» քաղաքը։ Նմաններն են՝ { $closest }։
no-language = Ես չեմ խոսում այս լեզվով՝ «{ $said }»։ Ես խոսում եմ՝ { $names }։
no-setting = «{ $said }»՝ չեմ հասկանում, թե որ կարգավորումն է։ Փորձեք language ru, zone Yerevan, length short, quiet 22:00-07:00 կամ silent on։
