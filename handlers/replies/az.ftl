### The bot's words in Azerbaijani; no speaker has checked them yet. en.ftl says what each is about.
###
### Names come in as they are written: a sentence is worded so that they may stand in the nominative (“Mövzular: …”), and no
### ending hangs on a name or a time, whose vowels nobody knows. A noun after a number stays in the singular.

## The digest

heading-met = Görüşlər və danışıqlar
heading-said = Nə deyildi
heading-readouts = Tərəflərin açıqlamaları
heading-background = Kontekst
phrase-held = Nə vaxt, harada
phrase-where = Harada
phrase-when = Nə vaxt
phrase-who = Kim
phrase-earlier = Kontekst
phrase-planned = Planlaşdırılıb
phrase-called-off = Ləğv edilib
phrase-put-off = Təxirə salınıb
phrase-denied = Təkzib edilib
phrase-refused = Rədd edilib
phrase-not-met = Görüşmürlər
phrase-subheading = Yalnız altbaşlıqda
phrase-both = Hər iki tərəf
phrase-say = deyir:
phrase-mention = adını çəkir:
phrase-only = Yalnız { $name } tərəfi
phrase-and-only = yalnız { $name } tərəfi
phrase-differ = Rəqəmlər fərqlənir
phrase-side = { $name } tərəfi –
phrase-other-side = { $name } –
phrase-and = və
phrase-mentions = adını çəkir:
phrase-uses-word = bu sözü işlədir:
phrase-uses-words = bu sözləri işlədir:
update = Yeni təfərrüatlar: { $headline }
untitled = Başlıqsız xəbər
source = Mənbə
read-one = Məqaləni oxuyun
read-several = Oxuyun
evidence = Əsas: { $articles ->
        [1] məqalədən
       *[other] { $articles } məqalədən
    } { $sentences } cümlə
more = daha { $stories } xəbər
more-lines = orada daha { $lines } sətir
unreachable = Əlçatmaz mənbələr: { $sources }
silent = Həmişəkindən uzun susan mənbələr: { $sources }
left-out = [{ $characters } işarə buraxılıb: mesaj üçün çox uzundur, məqaləyə baxın]
part = { $number }/{ $of }

## When there is nothing: one of the first four, then one of the last two

quiet = Yeni heç nə yoxdur ({ $since } tarixindən bəri).
quiet-on = { $topics }: yeni heç nə yoxdur ({ $since } tarixindən bəri).
nothing = Bütün mövzular: { $within } xəbər olmayıb.
nothing-on = { $topics }: { $within } xəbər olmayıb.
checked = { $sources } mənbə yoxlanılıb.
checked-at = { $sources } mənbə yoxlanılıb (saat { $moment }).

## Answers

hello = Qısa icmallar dərc edirəm: kim kiminlə görüşdü, nə deyildi. /summary yazın və ya mövzu seçin.
topics = { $count } mövzu: { $names }. Mövzu göstərməsəniz, bütün xəbərləri alırsınız.
topics-none = Hələ heç bir mövzu təyin edilməyib. Mövzu göstərməsəniz, bütün xəbərləri alırsınız.
sources = { $sources } mənbə: { $how ->
        [all] hər şey həmişəki kimidir
        [none] heç biri həmişəki kimi işləmir
       *[some] həmişəki kimi işləyənlər – { $well }
    }.
sources-none = Hələ heç bir mənbə yoxlanılmayıb.
sources-lost = Əlçatmaz mənbələr: { $sources }.
sources-silent = Həmişəkindən uzun susan mənbələr: { $sources }.
source-lost = { $source }, son cavab: { $moment } ({ $reason })
source-never = { $source }, hələ heç vaxt açılmayıb ({ $reason })
because-answered = { $number } cavabı verdi
because-slow = çox gec cavab verir
because-broken = bağlantını kəsir
because-no-host = ünvanı tapılmır
because-insecure = etibarlı sertifikatı yoxdur
because-forbidden = giriş qadağandır
because-busy = sonra gəlməyi xahiş edir
because-unreadable = oxunmayan məzmun göndərir
source-silent = { $source }, son material: { $moment }
source-silent-usual = { $source }, son material: { $moment } (adətən { $often })
often-day = gündə { $count }
often-week = həftədə { $count }
help = Kim kiminlə görüşdü və nə deyildi: dəqiq sitatlar və onların əsasları. Soruşa bilərsiniz:
about-summary = hazırkı icmal: kim kiminlə görüşdü, nə deyildi
about-topics = bu çat nə alır və hansı mövzular var
about-sources = hansı nəşrlər oxunur, hansılar əlçatmazdır və ya susur
about-help = nə soruşa bilərsiniz
about-start = bu bot nə edir
usage-summary = [mövzu] [today | yesterday | week | TARİX]
about-subscribe = burada mövzu almaq: cədvəl üzrə və ya dərhal
about-unsubscribe = burada mövzuları dayandırmaq
about-schedule = icmal nə vaxt gəlir
about-mute = bir müddət mövzu üzrə və ya ümumiyyətlə heç nə almamaq
about-who = kimdir, sonuncu dəfə kiminlə görüşüb, nə deyib
about-met = bu şəxs kiminlə görüşüb
about-said = bu şəxs nə deyib
about-why = xəbər niyə icmaldadır
about-missed = məqalə niyə icmalda deyil
about-wrong = icmaldakı səhvi bildirmək
about-settings = dil, saat qurşağı, həcm, sakit saatlar
usage-subscribe = [mövzu, …] [weekdays 18:00 | alerts 3]
usage-unsubscribe = [mövzu | all]
usage-schedule = [08:30 | weekdays 18:00 | every 4 hours | off]
usage-mute = [mövzu] [1d | 1w | forever | off]
usage-who = AD
usage-met = AD [with AD] [week | TARİX]
usage-said = AD [about SÖZLƏR] [week | TARİX]
usage-why = NÖMRƏ | SÖZLƏR
usage-missed = ÜNVAN
usage-wrong = [SÖZLƏR]
usage-settings = [language ru | zone Yerevan | length short | quiet 22:00-07:00 | silent on]
unknown = “{ $verb }” əmrini tanımıram.
unknown-closest = “{ $verb }” əmrini tanımıram. Oxşarları: { $closest }.
failed = Məndə xəta baş verdi, səbəbi redaksiyanın sistem jurnalında yazılıb. Zəhmət olmasa, bir dəqiqədən sonra yenidən cəhd edin.

## What is said around a message whose fate nobody knows

repeat = (ola bilsin, təkrardır)
missing = Bu icmalın bir mesajı çatmamış ola bilər: göndərilərkən əlaqə kəsildi. Redaksiya onu yenidən göndərə bilər: readout deliveries resend { $delivery }

## Corrections: the first of these, what the line says now where it says anything, one of the others, what it said

corrected = Düzəliş ({ $moment }):
said-before = Əvvəl belə yazılmışdı:
headline-before = Əvvəlki başlıq:
withdrawn = geri götürülüb:
stands-again = yenidən qüvvədədir:

## Why a message could not be posted, and the way out

slow-down = platforma daha seyrək göndərməyi xahiş edir
not-invited = Mən o kanalda deyiləm. Orada /invite @Readout yazın.
not-found = O kanalı və ya qrupu tapa bilmirəm: artıq yoxdur və ya qapalıdır. Qapalıdırsa, Readout botunu ora əlavə edin.
archived = O kanal arxivdədir. Onu arxivdən çıxarın və ya başqasını seçin.
shared = O kanal başqa təşkilatla paylaşılır. Yalnız öz əməkdaşlarınızın oxuduğu kanalı seçin.
restricted = Orada yazmağa icazəm yoxdur. Administratorlardan birindən Readout botuna icazə verməsini xahiş edin.
uninstalled = Platforma Readout botunun tokenini və ya hüquqlarını artıq qəbul etmir. Readout botunu orada yenidən quraşdırın.
blocked = Readout oradan çıxarılıb və ya bloklanıb. Onu yenidən əlavə edin və ya ona /start göndərin.
moved = Qrup superqrupa çevrilib, yeni identifikatoru: { $chat }.
thread-closed = O mövzu bağlanıb və ya artıq yoxdur. Onu yenidən açın və ya başqasını seçin.

## How times are written

clock-utc = { $clock } UTC
moment = { $day }, { $clock }
within-today = bu gün
within-yesterday = dünən
within-day = { $day } tarixində
within-hours = son { $count ->
        [1] bir
       *[other] { $count }
    } saatda
within-days = son { $count ->
        [1] bir
       *[other] { $count }
    } gündə
within-weeks = son { $count ->
        [1] bir
       *[other] { $count }
    } həftədə

## Choosing what a chat gets

everything = bütün mövzular
gets = Bu çatın aldığı: { $topics } – { $times } ({ $zone }).
next = Növbəti icmal: { $moment }.
gets-never = Bu çatın aldığı: { $topics } – vaxt təyin edilməyib. /schedule 08:30 yazın.
gets-alerts = Bu çatın dərhal aldığı: { $topics } – gündə ən çoxu { $most } mesaj.
paused = Dayandırılıb: { $reason }
preview = Son { $days } gündə { $stories } xəbər gələrdi:
preview-none = Son { $days } gündə heç nə gəlməzdi.
stopped = Bura daha gəlmir: { $topics }.
not-subscribed = Bu çat hələ icmal almır. /subscribe yazın.
not-subscribed-to = Bu çatın almadığı: { $topics }.
not-allowed = Bu çatın nə aldığını yalnız onu idarə edənlər dəyişə bilər.
fixed = Bu icmal redaksiyanın parametrlər faylında (readout.toml) qurulub və orada dəyişdirilir.
scheduled = Cədvəl: { $times } ({ $zone }). Növbəti üç icmal: { $coming }.
schedule-off = Vaxt təyin etməyincə icmal gəlməyəcək: { $topics }. /schedule 08:30 yazın.
every-day = hər gün
weekdays = iş günləri
weekends = şənbə və bazar günləri
times = { $days }, saat { $times }
times-every = { $days }, { $hours ->
        [1] hər saat
       *[other] hər { $hours } saatdan bir
    }, { $first } – { $last } arası
muted = { $topic }: mesaj göndərilmir ({ $moment } tarixinə qədər).
muted-for-good = { $topic }: siz dəyişənə qədər mesaj göndərilmir.
muted-none = Burada heç nə söndürülməyib.
settings = Dil: { $language }. Saat qurşağı: { $zone }. İcmal: { $length }. Sakit saatlar: { $quiet }. Səssiz: { $silent }.
which-city = Hansı şəhərin saatı ilə? Basın və ya istənilən şəhərin adını yazın: /settings zone Yerevan
length-short = 3 xəbər
length-usual = 5 xəbər
length-long = 10 xəbər
none = yoxdur
yes = bəli
no = xeyr
day-and-time = { $weekday }, { $moment }
late = Bu icmalın vaxtı: { $moment }. Readout həmin vaxt işləmirdi və ya əlçatmaz idi.

## Buttons

button-undo = Geri qaytarın
button-times = Vaxt
button-topics = Mövzular
button-summary = İcmal
button-off = Söndürün
button-mute-1d = Bir günlük söndürün
button-mute-1w = Bir həftəlik söndürün
button-unmute = Yenidən qoşun
button-pause = Dayandırın
button-remove = Silin
button-zone = Saat qurşağı
button-quiet = Sakit saatlar
button-silent = Səssiz
button-right = Düzdür
button-wrong = Səhvdir
button-wrong-person = Şəxs
button-wrong-speaker = Danışan
button-wrong-quotation = Sitat
button-wrong-old = Köhnə xəbər
button-wrong-other = Başqa
button-digest-wrong = Səhv var?
button-digest-who = Kimdir?
button-digest-mute = Söndürün
button-mute = Söndürün
button-settings = Parametrlər
too-old = Bu düymələr köhnəlib. Yeniləri: /{ $verb }
not-yours = Bu düymələri yalnız bir nəfər basa bilər: { $name }. Sizin düymələriniz: /{ $verb }
not-yours-unnamed = Bu düymələri yalnız soruşan basa bilər. Sizin düymələriniz: /{ $verb }
whom = Kim haqqında bilmək istəyirsiniz?
mute-what = Nəyi bir müddət söndürmək istəyirsiniz?

## Chats that are closed and opened, and channels, which are managed from a private chat

back = Yenidən buradayam. { $digests } icmal davam edir.
managing = “{ $title }”: nə alınacağını administratorlar burada seçir.
manage-what = Hansı kanal? Şəxsi çatda mənə /manage @channel yazın və ya kanalın bir paylaşımını mənə yönləndirin.
manage-nothing = “{ $asked }” kanalında yoxam və ya siz onun administratoru deyilsiniz. Məni ora paylaşım icazəsi olan administrator kimi əlavə edin.
about-manage = kanalınızın nə alacağını seçmək
inline-hint = Ad yazın: Paşinyan
inline-said = { $name }: son açıqlamalar
inline-met = { $name }: son təmaslar

## The form in which a channel is subscribed: its labels have at most 24 letters

field-title = Kanalı abunə edin
field-submit = Abunə edin
field-close = Ləğv edin
field-channel = Kanal
field-topics = Mövzular
field-topics-hint = Hər şeyi almaq üçün boş saxlayın. İstədiyinizi yaza bilərsiniz: şəxs, ölkə, armenia and russia -opinion.
field-times = Vaxt
field-times-hint = Məsələn: 08:30, yaxud 08:30, 18:00, yaxud every 4 hours from 8 to 20.
field-days = Günlər
field-zone = Şəhər və ya saat qurşağı
field-looking = Son günlərin xəbərlərinə baxıram…

## The bot's own page

home-yours = Kanallarınızın aldığı
home-direct = Şəxsi mesajlarınız
home-none = Kanallarınız hələ icmal almır.
home-sources = Mənbələr
more-digests = daha { $digests } icmal

## Under a digest

menu-why = Bu niyə buradadır?
menu-who = { $name } kimdir?
menu-mute = Bir həftəlik söndürün: { $topic }
menu-mute-what = Söndürün…
menu-settings = Parametrlər

## People

who-is-meant = Kimi nəzərdə tutursunuz? Belə yazın: /{ $usage }.
nobody = “{ $name }”: son { $days } gündə heç kim tapılmadı.
several = { $count } nəfər uyğun gəlir: { $names }.
person = { $called } ({ $outlet }, { $moment })
last-met = Son təmas: { $line } ({ $outlet })
last-said = Son açıqlama: { $line } ({ $outlet })
nothing-met = { $names }: { $within } təmas qeydə alınmayıb.
nothing-said = { $names }: { $within } açıqlama qeydə alınmayıb.

## Why, and why not

why-what = Hansı xəbəri nəzərdə tutursunuz? Son icmaldakı nömrəsini və ya başlığındakı sözləri yazın: /why 2.
why-nothing = Buradakı son icmallarda yoxdur: “{ $item }”.
why = “{ $headline }” xəbəri seçilmiş mövzulara görə buradadır: { $topics }. Uyğunluqlar: { $reasons }.
why-everything = “{ $headline }” xəbəri buradadır, çünki bu çat bütün mövzuları alır.
first-seen = İlk dəfə qeydə alınıb: { $moment }.
reason-outlet = “{ $term }” onun nəşridir, { $outlet }
reason-section = “{ $term }” onun rubrikasıdır, { $words }
reason-country = adından kiminsə hərəkət etdiyi və ya danışdığı ölkə: { $words } ({ $outlet })
reason-actor = hərəkət edən və ya danışan: { $words } ({ $outlet })
reason-place = hadisənin yeri: { $words } ({ $outlet })
reason-words = məqalədə “{ $words }” var ({ $outlet })
missed-what = Hansı məqaləni nəzərdə tutursunuz? Ünvanını yazın: /missed https://…
missed-no-source = O saytı burada heç kim izləmir. Redaksiya onu əlavə edə bilər: readout sources add.
missed-not-listed = Mənbə izlənilir, amma bu ünvan orada hələ olmayıb: { $sources }.
missed-not-fetched = Ünvan məlumdur ({ $sources }), amma səhifəni yükləmək mümkün olmadı ({ $tries } cəhd).
missed-gone = “{ $title }”: material saytdan çıxarılıb ({ $sources }, { $moment }).
missed-waiting = “{ $title }”: məqalə saxlanılıb və hazırda oxunur.
missed-unreadable = “{ $title }”: məqalə saxlanılıb, amma oxumaq mümkün olmadı; səbəbi redaksiyanın sistem jurnalında yazılıb.
missed-nothing = “{ $title }”: məqalə oxunub, amma orada heç kim görüşməyib və heç nə deməyib.
missed-off-topic = “{ $title }”: məqalə oxunub, amma bu çatın mövzularına aid deyil; orada yoxdur: “{ $terms }”.
missed-muted = “{ $title }” oxunub, lakin bu mövzu burada səssizə alınıb: { $terms }.
missed-old = “{ $title }”: məqalə bu çatın son icmalından əvvəl çıxıb və ya tarixi məlum deyil.
missed-not-yet = “{ $title }”: növbəti icmalda olacaq.
missed-no-room = “{ $title }”: son icmal hazırlananda məqalə məlum idi, amma yerini başqa xəbərlərə verdi və ya orada yeni heç nə yox idi.
missed-told = “{ $title }”: icmalda var ({ $moment }).
wrong-what = Nə səhvdir?
logged = { $number } nömrəsi ilə qeyd edildi. Təşəkkür edirik.
thanks = Təşəkkür edirik.
not-a-digest = Bu mesaj mənim icmalım deyil. İcmallarımdan birini seçin.
reported = Oxucu səhv bildirir: { $what }
reported-in = Oxucu “{ $headline }” xəbərində səhv bildirir: { $what }

## What could not be understood

which-topic = Hansı mövzu? Məsələn: { $names }.
topic-too-long = Mövzuda ən çoxu { $most } işarə ola bilər.
only-without = “{ $said }” yalnız nəyin çıxarılacağını deyir. Əvvəlcə mövzunu yazın: armenia -opinion
no-topic = “{ $said }” mövzusu yoxdur. Oxşarları: { $closest }.
no-such-stretch = “{ $said }” bir saatdan bir ilə qədər olan müddət deyil. { works-periods }
no-period = “{ $said }”: hansı gün və ya müddət olduğunu anlamadım. { works-periods }
not-yet = { $said } hələ gəlməyib. { works-periods }
too-long-ago = { $said } bir ildən çox əvvəl olub. { works-periods }
works-periods = Belə yazın: today, yesterday, week, 24h, 3d, 2w, 2025-03-13 və ya 13 March.
not-a-time = “{ $said }”: hansı vaxt olduğunu anlamadım. Belə yazın: 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours və ya off.
too-many-subscriptions = Çat ən çoxu { $most } icmal ala bilər. Əvvəlcə birini dayandırın: /unsubscribe
too-many-topics = İcmalda ən çoxu { $most } mövzu ola bilər. Əvvəlcə birini dayandırın: /unsubscribe
no-city = “{ $said }” şəhərini tanımıram. Ən yaxın böyük şəhəri yazın.
no-city-closest = “{ $said }” şəhərini tanımıram. Oxşarları: { $closest }.
no-language = “{ $said }” dilində danışmıram. Danışdığım dillər: { $names }.
no-setting = “{ $said }”: hansı parametr olduğunu anlamadım. Belə yazın: language ru, zone Yerevan, length short, quiet 22:00-07:00 və ya silent on.
