### The bot's words in Russian; no speaker has checked them yet. en.ftl says what each is about.
###
### Names come in as they are written: a sentence is worded so that they may stand in the nominative («Темы: …»).

## The digest

heading-met = Встречи и переговоры
heading-said = Что было сказано
heading-readouts = Сообщения сторон
heading-background = Контекст
phrase-held = Когда, где
phrase-where = Где
phrase-when = Когда
phrase-who = Кто
phrase-earlier = Контекст
phrase-planned = Запланировано
phrase-called-off = Отменено
phrase-put-off = Отложено
phrase-denied = Отрицается
phrase-refused = Отказ
phrase-not-met = Не встречаются
phrase-subheading = Только в подзаголовке
phrase-both = Обе стороны
phrase-say = говорят:
phrase-mention = упоминают
phrase-only = Только сторона { $name }
phrase-and-only = только сторона { $name }
phrase-differ = Числа расходятся
phrase-side = сторона { $name } –
phrase-other-side = { $name } –
phrase-and = и
phrase-mentions = упоминает
phrase-uses-word = употребляет слово
phrase-uses-words = употребляет слова
update = Новые подробности: { $headline }
untitled = Новость без заголовка
source = Источник
read-one = Читать статью
read-several = Читать
evidence = Основание: { $sentences ->
        [one] { $sentences } предложение
        [few] { $sentences } предложения
       *[many] { $sentences } предложений
    } из { $articles ->
        [1] статьи
        [one] { $articles } статьи
        [few] { $articles } статей
       *[many] { $articles } статей
    }
more = ещё { $stories ->
        [one] { $stories } новость
        [few] { $stories } новости
       *[many] { $stories } новостей
    }
more-lines = там ещё { $lines ->
        [one] { $lines } строка
        [few] { $lines } строки
       *[many] { $lines } строк
    }
unreachable = Нет связи с источниками: { $sources }
silent = Дольше обычного нет новостей: { $sources }
left-out = [пропущено знаков: { $characters }; для сообщения слишком длинно, см. статью]
part = { $number }/{ $of }

## When there is nothing: one of the first four, then one of the last two

quiet = Ничего нового с { $since }.
quiet-on = { $topics }: ничего нового с { $since }.
nothing = Новостей { $within } не было.
nothing-on = { $topics }: новостей { $within } не было.
checked = { $sources ->
        [one] Проверен { $sources } источник
        [few] Проверено { $sources } источника
       *[many] Проверено { $sources } источников
    }.
checked-at = { $sources ->
        [one] Проверен { $sources } источник
        [few] Проверено { $sources } источника
       *[many] Проверено { $sources } источников
    } в { $moment }.

## Answers

hello = Я публикую короткие дайджесты: кто с кем встречался и что было сказано. Попробуйте /summary или выберите темы.
topics = { $count ->
        [one] { $count } тема
        [few] { $count } темы
       *[many] { $count } тем
    }: { $names }. Если тема не указана, приходят все новости.
topics-none = Темы пока не настроены. Если тема не указана, приходят все новости.
sources = { $sources ->
        [one] { $sources } источник
        [few] { $sources } источника
       *[many] { $sources } источников
    }: { $how ->
        [all] всё как обычно
        [none] ни один не работает как обычно
       *[some] как обычно работают: { $well }
    }.
sources-none = Ни один источник ещё не опрошен.
sources-lost = Нет связи с источниками: { $sources }.
sources-silent = Дольше обычного нет новостей: { $sources }.
source-lost = { $source } с { $moment } ({ $reason })
source-never = { $source } ни разу не удалось открыть ({ $reason })
because-answered = код ответа { $number }
because-slow = отвечает слишком долго
because-broken = обрывает соединение
because-no-host = адрес не найден
because-insecure = нет действительного сертификата
because-forbidden = доступ запрещён
because-busy = просит зайти позже
because-unreadable = отдаёт то, что нельзя прочесть
source-silent = { $source }, последний материал: { $moment }
source-silent-usual = { $source }, последний материал: { $moment } (обычно { $often })
often-day = { $count } в день
often-week = { $count } в неделю
help = Кто с кем встречался и что было сказано: точные цитаты и тексты, на которых всё основано. Можно спросить:
about-summary = дайджест прямо сейчас: кто с кем встречался, что было сказано
about-topics = что получает этот чат и какие есть темы
about-sources = какие издания читает бот, с какими нет связи и какие молчат
about-help = о чём можно спросить
about-start = что умеет этот бот
usage-summary = [тема] [today | yesterday | week | ДАТА]
about-subscribe = получать темы здесь, по расписанию или сразу
about-unsubscribe = больше не получать темы здесь
about-schedule = когда приходит дайджест
about-mute = на время отключить тему или все сообщения
about-who = кто это, с кем встречался и что говорил в последний раз
about-met = с кем человек встречался
about-said = что человек говорил
about-why = почему новость попала в дайджест
about-missed = почему статья не попала в дайджест
about-wrong = сообщить об ошибке в дайджесте
about-settings = язык, часовой пояс, объём, тихие часы
usage-subscribe = [тема, …] [weekdays 18:00 | alerts 3]
usage-unsubscribe = [тема | all]
usage-schedule = [08:30 | weekdays 18:00 | every 4 hours | off]
usage-mute = [тема] [1d | 1w | forever | off]
usage-who = ИМЯ
usage-met = ИМЯ [with ИМЯ] [week | ДАТА]
usage-said = ИМЯ [about СЛОВА] [week | ДАТА]
usage-why = НОМЕР | СЛОВА
usage-missed = АДРЕС
usage-wrong = [СЛОВА]
usage-settings = [language ru | zone Yerevan | length short | quiet 22:00-07:00 | silent on]
unknown = Я не знаю команды «{ $verb }».
unknown-closest = Я не знаю команды «{ $verb }». Похожие: { $closest }.
failed = У меня произошла ошибка; причина записана в системном журнале редакции. Повторите, пожалуйста, через минуту.

## What is said around a message whose fate nobody knows

repeat = (возможно, повтор)
missing = Одно сообщение этого дайджеста могло не дойти: во время отправки прервалась связь. Редакция может отправить его ещё раз: readout deliveries resend { $delivery }

## Corrections: the first of these, what the line says now where it says anything, one of the others, what it said

corrected = Исправлено ({ $moment }):
said-before = Раньше было написано:
headline-before = Прежний заголовок:
withdrawn = отозвано:
stands-again = снова в силе:

## Why a message could not be posted, and the way out

slow-down = платформа просит отправлять сообщения реже
not-invited = Меня нет в этом канале. Напишите там /invite @Readout.
not-found = Не могу найти этот канал или группу: их больше нет или они закрытые. В закрытую группу или закрытый канал добавьте Readout.
archived = Этот канал в архиве. Верните его из архива или выберите другой.
shared = Этот канал общий с другой организацией. Выберите канал, который читают только ваши сотрудники.
restricted = Мне нельзя там писать. Попросите администратора разрешить Readout публиковать сообщения.
uninstalled = Платформа больше не принимает токен или права Readout. Установите Readout там заново.
blocked = Readout там удалён или заблокирован. Добавьте его снова или отправьте ему /start.
moved = Группа стала супергруппой, теперь её идентификатор: { $chat }.
thread-closed = Эта тема закрыта или удалена. Откройте её снова или выберите другую.

## How times are written

clock-utc = { $clock } UTC
moment = { $day }, { $clock }
within-today = сегодня
within-yesterday = вчера
within-day = за { $day }
within-hours = за { $count ->
        [1] последний час
        [one] последний { $count } час
        [few] последние { $count } часа
       *[many] последние { $count } часов
    }
within-days = за { $count ->
        [1] последний день
        [one] последний { $count } день
        [few] последние { $count } дня
       *[many] последние { $count } дней
    }
within-weeks = за { $count ->
        [1] последнюю неделю
        [one] последнюю { $count } неделю
        [few] последние { $count } недели
       *[many] последние { $count } недель
    }

## Choosing what a chat gets

everything = все темы
gets = Этот чат получает: { $topics } — { $times } ({ $zone }).
next = Следующий дайджест: { $moment }.
gets-never = Этот чат получает: { $topics } — но время не задано. Попробуйте /schedule 08:30.
gets-alerts = Этот чат получает сразу: { $topics } — { $most ->
        [one] не более { $most } сообщения в день
        [few] не более { $most } сообщений в день
       *[many] не более { $most } сообщений в день
    }.
paused = Приостановлено: { $reason }
preview = { $days ->
        [one] За последний { $days } день
        [few] За последние { $days } дня
       *[many] За последние { $days } дней
    } { $stories ->
        [one] пришла бы { $stories } новость
        [few] пришли бы { $stories } новости
       *[many] пришло бы { $stories } новостей
    }:
preview-none = { $days ->
        [one] За последний { $days } день
        [few] За последние { $days } дня
       *[many] За последние { $days } дней
    } не пришло бы ничего.
stopped = Больше не приходят сюда: { $topics }.
not-subscribed = Этот чат пока не получает дайджестов. Попробуйте /subscribe.
not-subscribed-to = Этот чат и так не получает: { $topics }.
not-allowed = Менять то, что получает этот чат, могут только те, кто им управляет.
fixed = Этот дайджест задан в файле настроек редакции, readout.toml, и меняется там.
scheduled = Расписание: { $times } ({ $zone }). Три следующих: { $coming }.
schedule-off = Дайджестов больше не будет, пока вы не зададите время: { $topics }. Попробуйте /schedule 08:30.
every-day = ежедневно
weekdays = по будням
weekends = по выходным
times = { $days } в { $times }
times-every = { $days }, { $hours ->
        [1] каждый час
        [one] каждый { $hours } час
        [few] каждые { $hours } часа
       *[many] каждые { $hours } часов
    } с { $first } до { $last }
muted = { $topic }: без сообщений до { $moment }.
muted-for-good = { $topic }: без сообщений, пока вы не решите иначе.
muted-none = Здесь ничего не отключено.
settings = Язык: { $language }. Часовой пояс: { $zone }. Дайджест: { $length }. Тихие часы: { $quiet }. Без звука: { $silent }.
which-city = По часам какого города? Нажмите или напишите название любого: /settings zone Yerevan
length-short = 3 новости
length-usual = 5 новостей
length-long = 10 новостей
none = нет
yes = да
no = нет
day-and-time = { $weekday }, { $moment }
late = Этот дайджест должен был выйти { $moment }, но тогда Readout не работал или был недоступен.

## Buttons

button-undo = Отменить
button-times = Время
button-topics = Темы
button-summary = Дайджест
button-off = Выключить
button-mute-1d = Отключить на день
button-mute-1w = Отключить на неделю
button-unmute = Снова включить
button-pause = Приостановить
button-remove = Удалить
button-zone = Часовой пояс
button-quiet = Тихие часы
button-silent = Без звука
button-right = Верно
button-wrong = Неверно
button-wrong-person = Человек
button-wrong-speaker = Кто говорит
button-wrong-quotation = Цитата
button-wrong-old = Старая новость
button-wrong-other = Другое
button-digest-wrong = Ошибка?
button-digest-who = Кто это?
button-digest-mute = Отключить
button-mute = Отключить
button-settings = Настройки
too-old = Эти кнопки устарели. Новые: /{ $verb }
not-yours = Эти кнопки может нажимать только { $name }. Свои кнопки: /{ $verb }
not-yours-unnamed = Эти кнопки может нажимать только тот, кто спросил. Свои кнопки: /{ $verb }
whom = О ком рассказать?
mute-what = Что отключить на время?

## Chats that are closed and opened, and channels, which are managed from a private chat

back = Я снова здесь: { $digests ->
        [one] продолжится { $digests } дайджест
        [few] продолжатся { $digests } дайджеста
       *[many] продолжится { $digests } дайджестов
    }.
managing = «{ $title }»: администраторы выбирают здесь, что туда приходит.
manage-what = Какой канал? Напишите мне в личном чате /manage @channel или перешлите мне одну из его публикаций.
manage-nothing = Меня нет в канале «{ $asked }», или вы не его администратор. Добавьте меня туда администратором с правом публикации.
about-manage = выбрать, что получает ваш канал
inline-hint = Введите имя: Пашинян
inline-said = { $name }: последние высказывания
inline-met = { $name }: последние контакты

## The form in which a channel is subscribed: its labels have at most 24 letters

field-title = Подписать канал
field-submit = Подписать
field-close = Отмена
field-channel = Канал
field-topics = Темы
field-topics-hint = Оставьте пустым, чтобы получать всё. Можно написать что угодно: человека, страну, armenia and russia -opinion.
field-times = Время
field-times-hint = Например, 08:30, или 08:30, 18:00, или every 4 hours from 8 to 20.
field-days = Дни
field-zone = Город или часовой пояс
field-looking = Смотрю новости последних дней…

## The bot's own page

home-yours = Что получают ваши каналы
home-direct = Ваши личные сообщения
home-none = Ваши каналы пока не получают дайджестов.
home-sources = Источники
more-digests = ещё { $digests ->
        [one] { $digests } дайджест
        [few] { $digests } дайджеста
       *[many] { $digests } дайджестов
    }

## Under a digest

menu-why = Почему это здесь?
menu-who = Кто это: { $name }?
menu-mute = Отключить на неделю: { $topic }
menu-mute-what = Отключить…
menu-settings = Настройки

## People

who-is-meant = О ком речь? Попробуйте /{ $usage }.
nobody = «{ $name }»: { $days ->
        [one] за последний { $days } день
        [few] за последние { $days } дня
       *[many] за последние { $days } дней
    } никого не найдено.
several = { $count ->
        [one] Подходит { $count } человек
        [few] Подходят { $count } человека
       *[many] Подходят { $count } человек
    }: { $names }.
person = { $called } ({ $outlet }, { $moment })
last-met = Последний контакт: { $line } ({ $outlet })
last-said = Последнее высказывание: { $line } ({ $outlet })
nothing-met = { $names }: контактов { $within } не отмечено.
nothing-said = { $names }: высказываний { $within } не отмечено.

## Why, and why not

why-what = О какой новости речь? Укажите её номер в последнем дайджесте или слова из заголовка: /why 2.
why-nothing = В последних дайджестах здесь нет такого: «{ $item }».
why = Новость «{ $headline }» здесь, потому что выбраны темы: { $topics }. Совпадения: { $reasons }.
why-everything = Новость «{ $headline }» здесь, потому что этот чат получает все темы.
first-seen = Впервые замечена: { $moment }.
reason-outlet = «{ $term }» — её издание, { $outlet }
reason-section = «{ $term }» — её рубрика, { $words }
reason-country = кто-то действует или говорит от имени страны: { $words } ({ $outlet })
reason-actor = действует или говорит { $words } ({ $outlet })
reason-place = место события: { $words } ({ $outlet })
reason-words = в статье есть слова «{ $words }» ({ $outlet })
missed-what = О какой статье речь? Укажите её адрес: /missed https://…
missed-no-source = За этим сайтом здесь никто не следит. Редакция может его добавить: readout sources add.
missed-not-listed = Этот источник отслеживается, но такого адреса в нём ещё не было: { $sources }.
missed-not-fetched = Адрес известен ({ $sources }), но страницу не удалось загрузить ({ $tries ->
        [one] { $tries } попытка
        [few] { $tries } попытки
       *[many] { $tries } попыток
    }).
missed-gone = «{ $title }»: материал снят с публикации ({ $sources }, { $moment }).
missed-waiting = «{ $title }»: статья сохранена, её сейчас читает бот.
missed-unreadable = «{ $title }»: статья сохранена, но прочитать её не удалось; причина записана в системном журнале редакции.
missed-nothing = «{ $title }»: статья прочитана, но в ней никто ни с кем не встречался и ничего не говорил.
missed-off-topic = «{ $title }»: статья прочитана, но к темам этого чата не относится; в ней нет: «{ $terms }».
missed-muted = «{ $title }» прочитано, но эта тема здесь приглушена: { $terms }.
missed-old = «{ $title }»: статья вышла раньше последнего дайджеста этого чата, или её дата неизвестна.
missed-not-yet = «{ $title }»: будет в следующем дайджесте.
missed-no-room = «{ $title }»: статья была известна, когда составлялся последний дайджест, но уступила место другим новостям или не содержала ничего нового.
missed-told = «{ $title }»: есть в дайджесте ({ $moment }).
wrong-what = Что неверно?
logged = Записано под номером { $number }. Спасибо.
thanks = Спасибо.
not-a-digest = Это сообщение — не мой дайджест. Выберите один из моих дайджестов.
reported = Читатель сообщает об ошибке: { $what }
reported-in = Читатель сообщает об ошибке в новости «{ $headline }»: { $what }

## What could not be understood

which-topic = Какая тема? Например: { $names }.
topic-too-long = В теме не больше { $most } знаков.
only-without = «{ $said }» говорит только о том, что исключить. Сначала назовите тему: armenia -opinion
no-topic = Темы «{ $said }» нет. Похожие: { $closest }.
no-such-stretch = «{ $said }» — это не срок от часа до года. { works-periods }
no-period = «{ $said }» — не могу понять, какой это день или срок. { works-periods }
not-yet = { $said } ещё не наступило. { works-periods }
too-long-ago = { $said } — это больше года назад. { works-periods }
works-periods = Попробуйте today, yesterday, week, 24h, 3d, 2w, 2025-03-13 или 13 March.
not-a-time = «{ $said }» — не могу понять, какое это время. Попробуйте 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours или off.
too-many-subscriptions = Чат может получать не более { $most ->
        [one] { $most } дайджеста
       *[many] { $most } дайджестов
    }. Сначала откажитесь от одного: /unsubscribe
too-many-topics = В дайджесте может быть не более { $most ->
        [one] { $most } темы
       *[many] { $most } тем
    }. Сначала откажитесь от одной: /unsubscribe
no-city = Я не знаю города «{ $said }». Попробуйте назвать ближайший крупный город.
no-city-closest = Я не знаю города «{ $said }». Похожие: { $closest }.
no-language = Я не говорю на языке «{ $said }». Я говорю на таких: { $names }.
no-setting = «{ $said }» — не могу понять, какая это настройка. Попробуйте language ru, zone Yerevan, length short, quiet 22:00-07:00 или silent on.
