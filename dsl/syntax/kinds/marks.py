"""S: quotation marks, dashes, signs and brackets."""

from __future__ import annotations

from dsl.report.kind import Kind


class CurlyQuote(Kind):
    """A title stands in curly or single quotation marks.

    Titles stand in straight double quotation marks. Word turns them into curly ones as you type; its options for
    AutoFormat switch that off.

    ## Wrong

    ```scheme lines
    exclude “Under 18” when aged under 18 on year end
    ```

    ## Right

    ```scheme lines
    exclude "Under 18" when aged under 18 on year end
    ```
    """

    code = "S110"
    slug = "curly-quote"


class QuoteOpen(Kind):
    """A title is not closed.

    A title ends on the line on which it begins. If it did not have to, a forgotten mark would swallow the rest of
    the file.

    ## Wrong

    ```scheme lines
    exclude "Under 18 when aged under 18 on year end
    ```

    ## Right

    ```scheme lines
    exclude "Under 18" when aged under 18 on year end
    ```
    """

    code = "S111"
    slug = "quote-not-closed"


class LongDash(Kind):
    """A long dash stands where it means nothing.

    Word turns a short dash into a long one. The steps of a ladder and the names of code lists are written with the
    short dash of the keyboard, and ranges with the word `to`.

    ## Wrong

    ```scheme lines
    numerator with BP–COD in scheme year
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD in scheme year
    ```
    """

    code = "S112"
    slug = "long-dash"


class Sign(Kind):
    """A sign stands in place of a word.

    Comparisons and joins are said in words: at most, at least, under, more than, and, or. People read `<` and `&`
    aloud in different ways, and a contract is read aloud.

    ## Wrong

    ```scheme lines
    numerator latest BP_COD in scheme year is <= 140/90
    ```

    ## Right

    ```scheme lines
    numerator latest BP_COD in scheme year is at most 140/90
    ```
    """

    code = "S114"
    slug = "sign"


class QuoteMissing(Kind):
    """A title has no quotation marks.

    Titles stand in quotation marks, which show where they begin and end. Without them their words would be taken
    for words of the language.

    ## Wrong

    ```scheme lines
    exclude Children when aged under 18 on year end
    ```

    ## Right

    ```scheme lines
    exclude "Children" when aged under 18 on year end
    ```
    """

    code = "S115"
    slug = "no-quotation-marks"


class Mixed(Kind):
    """`and` and `or` are mixed without brackets.

    Readers differ on which of the two binds closer, and whole groups of patients hang on it. Brackets say it.

    ## Wrong

    ```scheme lines
    denominator on HYP and female or aged 65 or over on year end
    ```

    ## Right

    ```scheme lines
    denominator on HYP and (female or aged 65 or over on year end)
    ```
    """

    code = "S120"
    slug = "and-or-mixed"


class BracketsInBrackets(Kind):
    """Brackets stand inside brackets.

    Brackets go one deep, which is as far as people read them safely. Give the inner part a name: a register.

    ## Wrong

    ```scheme lines
    denominator on HYP and (female or (male and aged 65 or over on year end))
    ```

    ## Right

    ```scheme lines
    denominator on HYP and (female or on OLDMEN)

    register OLDMEN "Men aged 65 or over"
      people male and aged 65 or over on year end
    ```
    """

    code = "S121"
    slug = "brackets-in-brackets"


class BracketOpen(Kind):
    """A bracket is not closed.

    A bracket ends on the line on which it begins, or on one that goes on with `and` or `or`.

    ## Wrong

    ```scheme lines
    denominator on HYP and (female or aged 65 or over on year end
    ```

    ## Right

    ```scheme lines
    denominator on HYP and (female or aged 65 or over on year end)
    ```
    """

    code = "S122"
    slug = "bracket-not-closed"


class TurnsText(Kind):
    """A hidden character turns the direction of the text.

    Such characters belong to languages that are written from right to left. Here they cannot be seen, and can make a
    line read otherwise than it is: 12 points could be shown as 21.

    ## Wrong

    ```scheme lines
    > We count the \u202elatest\u202c reading.
    ```

    ## Right

    ```scheme lines
    > We count the latest reading.
    ```
    """

    code = "S116"
    slug = "turns-text"
