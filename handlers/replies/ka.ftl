### The bot's words in Georgian; no speaker has checked them yet. en.ftl says what each is about.
###
### Names come in as they are written: a sentence is worded so that they may stand in the nominative („თემები: …“).
### A noun after a number stays in the singular.

## The digest

heading-met = შეხვედრები და მოლაპარაკებები
heading-said = რა ითქვა
heading-readouts = მხარეების განცხადებები
heading-background = კონტექსტი
phrase-held = როდის, სად
phrase-where = სად
phrase-when = როდის
phrase-who = ვინ
phrase-earlier = კონტექსტი
phrase-planned = დაგეგმილია
phrase-called-off = გაუქმებულია
phrase-put-off = გადაიდო
phrase-denied = უარყოფილია
phrase-refused = უარი
phrase-not-met = არ ხვდებიან
phrase-subheading = მხოლოდ ქვესათაურში
phrase-both = ორივე მხარე
phrase-say = ამბობს:
phrase-mention = ახსენებს:
phrase-only = მხოლოდ { $name } მხარე
phrase-and-only = მხოლოდ { $name } მხარე
phrase-differ = რიცხვები განსხვავდება
phrase-side = { $name } მხარე –
phrase-other-side = { $name } –
phrase-and = და
phrase-mentions = ახსენებს:
phrase-uses-word = იყენებს სიტყვას:
phrase-uses-words = იყენებს სიტყვებს:
update = ახალი დეტალები: { $headline }
untitled = უსათაურო ამბავი
source = წყარო
read-one = სტატიის წაკითხვა
read-several = წაიკითხეთ
evidence = საფუძველი: { $sentences } წინადადება { $articles ->
        [1] სტატიიდან
       *[other] { $articles } სტატიიდან
    }
more = კიდევ { $stories } ამბავი
more-lines = იქ კიდევ { $lines } სტრიქონია
unreachable = მიუწვდომელი წყაროები: { $sources }
silent = ჩვეულებრივზე დიდხანს დუმს: { $sources }
left-out = [გამოტოვებულია { $characters } ნიშანი: შეტყობინებისთვის ზედმეტად გრძელია, იხილეთ სტატია]
part = { $number }/{ $of }

## When there is nothing: one of the first four, then one of the last two

quiet = { $since }-დან ახალი არაფერია.
quiet-on = { $topics }: { $since }-დან ახალი არაფერია.
nothing = { $within } ახალი არაფერი ყოფილა.
nothing-on = { $topics }: { $within } ახალი არაფერი ყოფილა.
checked = შემოწმდა { $sources } წყარო.
checked-at = { $moment } საათზე შემოწმდა { $sources } წყარო.

## Answers

hello = მე ვაქვეყნებ მოკლე დაიჯესტებს: ვინ ვის შეხვდა და რა ითქვა. სცადეთ /summary ან აირჩიეთ თემები.
topics = { $count } თემა: { $names }. თუ თემას არ მიუთითებთ, ყველა ამბავს მიიღებთ.
topics-none = თემები ჯერ არ არის მითითებული. თუ თემას არ მიუთითებთ, ყველა ამბავს მიიღებთ.
sources = { $sources } წყარო: { $how ->
        [all] ყველაფერი ჩვეულებრივადაა
        [none] არცერთი არ მუშაობს ჩვეულებრივ
       *[some] ჩვეულებრივ მუშაობს { $well }
    }.
sources-none = ჯერ არცერთი წყარო არ შემოწმებულა.
sources-lost = მიუწვდომელი წყაროები: { $sources }.
sources-silent = ჩვეულებრივზე დიდხანს დუმს: { $sources }.
source-lost = { $source } – { $moment }-დან ({ $reason })
source-never = { $source } – არასოდეს გახსნილა ({ $reason })
because-answered = პასუხი { $number }
because-slow = ძალიან გვიან პასუხობს
because-broken = წყვეტს კავშირს
because-no-host = მისამართი ვერ მოიძებნა
because-insecure = არ აქვს მოქმედი სერტიფიკატი
because-forbidden = წვდომა აკრძალულია
because-busy = ითხოვს მოგვიანებით მისვლას
because-unreadable = გზავნის იმას, რაც არ იკითხება
source-silent = { $source }, ბოლო მასალა: { $moment }
source-silent-usual = { $source }, ბოლო მასალა: { $moment } (ჩვეულებრივ { $often })
often-day = დღეში { $count }
often-week = კვირაში { $count }
help = ვინ ვის შეხვდა და რა ითქვა – ზუსტი ციტატებითა და მათი საფუძვლებით. შეგიძლიათ იკითხოთ:
about-summary = დაიჯესტი ახლა: ვინ ვის შეხვდა, რა ითქვა
about-topics = რას იღებს ეს ჩატი და რა თემებია
about-sources = რომელ გამოცემებს კითხულობს ბოტი, რომელია მიუწვდომელი ან დუმს
about-help = რისი კითხვა შეგიძლიათ
about-start = რას აკეთებს ეს ბოტი
usage-summary = [თემა] [today | yesterday | week | თარიღი]
about-subscribe = თემების მიღება აქ, განრიგით ან მაშინვე
about-unsubscribe = თემების გაუქმება აქ
about-schedule = როდის მოდის დაიჯესტი
about-mute = გარკვეული დროით თემის ან ყველაფრის გათიშვა
about-who = ვინ არის, ბოლოს ვის შეხვდა, ბოლოს რა თქვა
about-met = ვის შეხვდა ეს ადამიანი
about-said = რა თქვა ამ ადამიანმა
about-why = რატომ არის ამბავი დაიჯესტში
about-missed = რატომ არ არის სტატია დაიჯესტში
about-wrong = დაიჯესტში შეცდომის შეტყობინება
about-settings = ენა, სასაათო სარტყელი, მოცულობა, წყნარი საათები
usage-subscribe = [თემა, …] [weekdays 18:00 | alerts 3]
usage-unsubscribe = [თემა | all]
usage-schedule = [08:30 | weekdays 18:00 | every 4 hours | off]
usage-mute = [თემა] [1d | 1w | forever | off]
usage-who = სახელი
usage-met = სახელი [with სახელი] [week | თარიღი]
usage-said = სახელი [about სიტყვები] [week | თარიღი]
usage-why = ნომერი | სიტყვები
usage-missed = მისამართი
usage-wrong = [სიტყვები]
usage-settings = [language ru | zone Yerevan | length short | quiet 22:00-07:00 | silent on]
unknown = ბრძანება „{ $verb }“ არ ვიცი.
unknown-closest = ბრძანება „{ $verb }“ არ ვიცი. მსგავსია: { $closest }.
failed = ჩემთან შეცდომა მოხდა; მიზეზი რედაქციის სისტემურ ჟურნალშია ჩაწერილი. გთხოვთ, სცადოთ ერთ წუთში.

## What is said around a message whose fate nobody knows

repeat = (შესაძლო გამეორება)
missing = ამ დაიჯესტის ერთმა შეტყობინებამ შესაძლოა ვერ მოაღწია: გაგზავნისას კავშირი გაწყდა. რედაქციას შეუძლია მისი ხელახლა გაგზავნა: readout deliveries resend { $delivery }

## Corrections: the first of these, what the line says now where it says anything, one of the others, what it said

corrected = შესწორდა ({ $moment }):
said-before = მანამდე ეწერა:
headline-before = ადრინდელი სათაური:
withdrawn = ამოღებულია:
stands-again = კვლავ ძალაშია:

## Why a message could not be posted, and the way out

slow-down = პლატფორმა ითხოვს, რომ უფრო იშვიათად გავგზავნოთ
not-invited = მე იმ არხში არ ვარ. დაწერეთ იქ /invite @Readout.
not-found = ვერ ვპოულობ იმ არხს ან ჯგუფს: აღარ არსებობს ან დახურულია. თუ დახურულია, დაამატეთ იქ Readout.
archived = ის არხი დაარქივებულია. ამოიღეთ არქივიდან ან სხვა აირჩიეთ.
shared = ის არხი სხვა ორგანიზაციასთან საერთოა. აირჩიეთ ისეთი, რომელსაც მხოლოდ თქვენი თანამშრომლები კითხულობენ.
restricted = იქ წერის უფლება არ მაქვს. სთხოვეთ ადმინისტრატორს, რომ Readout-ს გამოქვეყნების უფლება მისცეს.
uninstalled = პლატფორმა აღარ იღებს Readout-ის ტოკენს ან უფლებებს. ხელახლა დააყენეთ იქ Readout.
blocked = Readout იქიდან წაშალეს ან დაბლოკეს. ხელახლა დაამატეთ ან გაუგზავნეთ /start.
moved = ჯგუფი სუპერჯგუფად იქცა, მისი ახალი იდენტიფიკატორია { $chat }.
thread-closed = ის თემა დახურულია ან აღარ არსებობს. ხელახლა გახსენით ან სხვა აირჩიეთ.

## How times are written

clock-utc = { $clock } UTC
moment = { $day }, { $clock }
within-today = დღეს
within-yesterday = გუშინ
within-day = იმ დღეს ({ $day })
within-hours = { $count ->
        [1] ბოლო ერთ
       *[other] ბოლო { $count }
    } საათში
within-days = { $count ->
        [1] ბოლო ერთ
       *[other] ბოლო { $count }
    } დღეში
within-weeks = { $count ->
        [1] ბოლო ერთ
       *[other] ბოლო { $count }
    } კვირაში

## Choosing what a chat gets

everything = ყველა თემა
gets = ეს ჩატი იღებს: { $topics } – { $times } ({ $zone }).
next = შემდეგი დაიჯესტი: { $moment }.
gets-never = ეს ჩატი იღებს: { $topics } – მაგრამ დრო მითითებული არ არის. სცადეთ /schedule 08:30.
gets-alerts = ეს ჩატი მაშინვე იღებს: { $topics } – დღეში არაუმეტეს { $most } შეტყობინებისა.
paused = შეჩერებულია: { $reason }
preview = ბოლო { $days } დღეში მოვიდოდა { $stories } ამბავი:
preview-none = ბოლო { $days } დღეში არაფერი მოვიდოდა.
stopped = აქ აღარ მოვა: { $topics }.
not-subscribed = ეს ჩატი დაიჯესტს ჯერ არ იღებს. სცადეთ /subscribe.
not-subscribed-to = ეს ჩატი არ იღებს: { $topics }.
not-allowed = იმის შეცვლა, თუ რას იღებს ეს ჩატი, მხოლოდ მის მმართველებს შეუძლიათ.
fixed = ეს დაიჯესტი რედაქციის პარამეტრების ფაილშია მითითებული, readout.toml, და იქვე იცვლება.
scheduled = განრიგი: { $times } ({ $zone }). შემდეგი სამი: { $coming }.
schedule-off = დაიჯესტი აღარ მოვა, სანამ დროს არ მიუთითებთ: { $topics }. სცადეთ /schedule 08:30.
every-day = ყოველდღე
weekdays = სამუშაო დღეებში
weekends = შაბათ-კვირას
times = { $days }, { $times } საათზე
times-every = { $days }, { $hours ->
        [1] ყოველ საათში
       *[other] ყოველ { $hours } საათში
    }, { $first }-დან { $last }-მდე
muted = { $topic }: შეტყობინებების გარეშე { $moment }-მდე.
muted-for-good = { $topic }: შეტყობინებების გარეშე, სანამ სხვა რამეს არ იტყვით.
muted-none = აქ არაფერია გათიშული.
settings = ენა: { $language }. სასაათო სარტყელი: { $zone }. დაიჯესტი: { $length }. წყნარი საათები: { $quiet }. უხმოდ: { $silent }.
which-city = რომელი ქალაქის დროით? დააჭირეთ ან დაწერეთ ნებისმიერი ქალაქის სახელი: /settings zone Yerevan
length-short = 3 ამბავი
length-usual = 5 ამბავი
length-long = 10 ამბავი
none = არ არის
yes = კი
no = არა
day-and-time = { $weekday }, { $moment }
late = ამ დაიჯესტის დრო იყო { $moment }; Readout მაშინ არ მუშაობდა ან მიუწვდომელი იყო.

## Buttons

button-undo = გაუქმება
button-times = დრო
button-topics = თემები
button-summary = დაიჯესტი
button-off = გამორთვა
button-mute-1d = ერთი დღით გათიშვა
button-mute-1w = ერთი კვირით გათიშვა
button-unmute = ხელახლა ჩართვა
button-pause = შეჩერება
button-remove = წაშლა
button-zone = სასაათო სარტყელი
button-quiet = წყნარი საათები
button-silent = უხმოდ
button-right = სწორია
button-wrong = არასწორია
button-wrong-person = ადამიანი
button-wrong-speaker = მთქმელი
button-wrong-quotation = ციტატა
button-wrong-old = ძველი ამბავი
button-wrong-other = სხვა
button-digest-wrong = შეცდომაა?
button-digest-who = ვინ არის?
button-digest-mute = გათიშვა
button-mute = გათიშვა
button-settings = პარამეტრები
too-old = ეს ღილაკები მოძველდა. ახლები: /{ $verb }
not-yours = ამ ღილაკების დაჭერა მხოლოდ ერთს შეუძლია: { $name }. თქვენი ღილაკები: /{ $verb }
not-yours-unnamed = ამ ღილაკების დაჭერა მხოლოდ მას შეუძლია, ვინც იკითხა. თქვენი ღილაკები: /{ $verb }
whom = ვის შესახებ გსურთ გაიგოთ?
mute-what = რა გავთიშო დროებით?

## Chats that are closed and opened, and channels, which are managed from a private chat

back = ისევ აქ ვარ. გრძელდება { $digests } დაიჯესტი.
managing = „{ $title }“: ადმინისტრატორები აქ ირჩევენ, რას მიიღებს.
manage-what = რომელი არხი? პირად ჩატში მომწერეთ /manage @channel ან გადმომიგზავნეთ მისი ერთ-ერთი პოსტი.
manage-nothing = არხში „{ $asked }“ არ ვარ, ან თქვენ მისი ადმინისტრატორი არ ხართ. დამამატეთ იქ ადმინისტრატორად, გამოქვეყნების უფლებით.
about-manage = იმის არჩევა, თუ რას იღებს თქვენი არხი
inline-hint = ჩაწერეთ სახელი: ფაშინიანი
inline-said = { $name }: ბოლო განცხადებები
inline-met = { $name }: ბოლო კონტაქტები

## The form in which a channel is subscribed: its labels have at most 24 letters

field-title = არხის გამოწერა
field-submit = გამოწერა
field-close = გაუქმება
field-channel = არხი
field-topics = თემები
field-topics-hint = ყველაფრის მისაღებად ცარიელი დატოვეთ. შეგიძლიათ ჩაწეროთ ნებისმიერი რამ: ადამიანი, ქვეყანა, armenia and russia -opinion.
field-times = დრო
field-times-hint = მაგალითად: 08:30, ან 08:30, 18:00, ან every 4 hours from 8 to 20.
field-days = დღეები
field-zone = ქალაქი ან სასაათო სარტყელი
field-looking = ბოლო დღეების ამბებს ვათვალიერებ…

## The bot's own page

home-yours = რას იღებენ თქვენი არხები
home-direct = თქვენი პირადი შეტყობინებები
home-none = თქვენი არხები დაიჯესტს ჯერ არ იღებენ.
home-sources = წყაროები
more-digests = კიდევ { $digests } დაიჯესტი

## Under a digest

menu-why = რატომ არის ეს აქ?
menu-who = ვინ არის { $name }?
menu-mute = ერთი კვირით გათიშვა: { $topic }
menu-mute-what = გათიშვა…
menu-settings = პარამეტრები

## People

who-is-meant = ვის გულისხმობთ? სცადეთ /{ $usage }.
nobody = „{ $name }“: ბოლო { $days } დღეში ვერავინ მოიძებნა.
several = შეესაბამება { $count } ადამიანი: { $names }.
person = { $called } ({ $outlet }, { $moment })
last-met = ბოლო კონტაქტი: { $line } ({ $outlet })
last-said = ბოლო განცხადება: { $line } ({ $outlet })
nothing-met = { $names }: { $within } კონტაქტი არ დაფიქსირებულა.
nothing-said = { $names }: { $within } განცხადება არ დაფიქსირებულა.

## Why, and why not

why-what = რომელ ამბავს გულისხმობთ? მიუთითეთ მისი ნომერი ბოლო დაიჯესტში ან სათაურის სიტყვები: /why 2.
why-nothing = აქაურ ბოლო დაიჯესტებში არ არის: „{ $item }“.
why = ამბავი „{ $headline }“ აქ არის, რადგან არჩეულია თემები: { $topics }. დამთხვევები: { $reasons }.
why-everything = ამბავი „{ $headline }“ აქ არის, რადგან ეს ჩატი ყველა თემას იღებს.
first-seen = პირველად შენიშნულია: { $moment }.
reason-outlet = „{ $term }“ მისი გამოცემაა, { $outlet }
reason-section = „{ $term }“ მისი რუბრიკაა, { $words }
reason-country = ქვეყანა, რომლის სახელითაც მოქმედებენ ან საუბრობენ: { $words } ({ $outlet })
reason-actor = მოქმედებს ან საუბრობს { $words } ({ $outlet })
reason-place = ადგილი: { $words } ({ $outlet })
reason-words = სტატიაშია „{ $words }“ ({ $outlet })
missed-what = რომელ სტატიას გულისხმობთ? მიუთითეთ მისი მისამართი: /missed https://…
missed-no-source = იმ საიტს აქ არავინ ადევნებს თვალს. რედაქციას შეუძლია მისი დამატება: readout sources add.
missed-not-listed = წყაროს თვალს ვადევნებთ, მაგრამ ეს მისამართი იქ ჯერ არ ყოფილა: { $sources }.
missed-not-fetched = მისამართი ცნობილია ({ $sources }), მაგრამ გვერდი ვერ ჩამოიტვირთა ({ $tries } მცდელობა).
missed-gone = „{ $title }“: მასალა საიტიდან წაშალეს ({ $sources }, { $moment }).
missed-waiting = „{ $title }“: სტატია შენახულია და ახლა იკითხება.
missed-unreadable = „{ $title }“: სტატია შენახულია, მაგრამ მისი წაკითხვა ვერ მოხერხდა; მიზეზი რედაქციის სისტემურ ჟურნალშია ჩაწერილი.
missed-nothing = „{ $title }“: სტატია წაკითხულია, მაგრამ მასში არავინ არავის შეხვედრია და არაფერი უთქვამს.
missed-off-topic = „{ $title }“: სტატია წაკითხულია, მაგრამ ამ ჩატის თემებს არ ეხება; მასში არ არის: „{ $terms }“.
missed-muted = „{ $title }“ წაკითხულია, მაგრამ ეს თემა აქ დადუმებულია: { $terms }.
missed-old = „{ $title }“: სტატია ამ ჩატის ბოლო დაიჯესტზე ძველია ან მისი თარიღი უცნობია.
missed-not-yet = „{ $title }“: იქნება შემდეგ დაიჯესტში.
missed-no-room = „{ $title }“: სტატია ბოლო დაიჯესტის შედგენისას ცნობილი იყო, მაგრამ ადგილი სხვა ამბებს დაუთმო ან ახალი არაფერი ჰქონდა.
missed-told = „{ $title }“: არის დაიჯესტში ({ $moment }).
wrong-what = რა არის არასწორი?
logged = ჩაწერილია ნომრით { $number }. გმადლობთ.
thanks = გმადლობთ.
not-a-digest = ეს შეტყობინება ჩემი დაიჯესტი არ არის. აირჩიეთ ჩემი ერთ-ერთი დაიჯესტი.
reported = მკითხველი შეცდომას გვატყობინებს: { $what }
reported-in = მკითხველი შეცდომას გვატყობინებს ამბავში „{ $headline }“: { $what }

## What could not be understood

which-topic = რომელი თემა? მაგალითად: { $names }.
topic-too-long = თემაში არაუმეტეს { $most } ნიშანია.
only-without = „{ $said }“ მხოლოდ იმას ამბობს, რა უნდა გამოვტოვოთ. ჯერ დაასახელეთ თემა: armenia -opinion
no-topic = თემა „{ $said }“ არ არსებობს. მსგავსია: { $closest }.
no-such-stretch = „{ $said }“ არ არის პერიოდი ერთი საათიდან ერთ წლამდე. { works-periods }
no-period = „{ $said }“: ვერ ვხვდები, რომელი დღე ან პერიოდია. { works-periods }
not-yet = { $said } ჯერ არ დამდგარა. { works-periods }
too-long-ago = { $said } ერთ წელზე მეტი ხნის წინ იყო. { works-periods }
works-periods = სცადეთ today, yesterday, week, 24h, 3d, 2w, 2025-03-13 ან 13 March.
not-a-time = „{ $said }“: ვერ ვხვდები, რა დროა. სცადეთ 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours ან off.
too-many-subscriptions = ჩატს შეუძლია მიიღოს არაუმეტეს { $most } დაიჯესტისა. ჯერ ერთ-ერთი გააუქმეთ: /unsubscribe
too-many-topics = დაიჯესტში შეიძლება იყოს არაუმეტეს { $most } თემისა. ჯერ ერთ-ერთი გააუქმეთ: /unsubscribe
no-city = ქალაქი „{ $said }“ არ ვიცი. სცადეთ უახლოესი დიდი ქალაქი.
no-city-closest = ქალაქი „{ $said }“ არ ვიცი. მსგავსია: { $closest }.
no-language = ენაზე „{ $said }“ არ ვსაუბრობ. ვსაუბრობ: { $names }.
no-setting = „{ $said }“: ვერ ვხვდები, რომელი პარამეტრია. სცადეთ language ru, zone Yerevan, length short, quiet 22:00-07:00 ან silent on.
