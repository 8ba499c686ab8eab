# The Elixir side of the interop tests: a struct, a GenServer, and a loop that evaluates
# expressions read from standard input, one a line.
defmodule Chat.Line do
  defstruct [:text, :author, :at, :day, :time, :naive, tags: []]
end

defmodule Chat.History do
  defstruct [:room, :limit]
end

defmodule Chat.Rooms do
  use GenServer

  def init(lines), do: {:ok, lines}

  def handle_call({:say, room, %Chat.Line{} = line, options}, _from, lines) when is_atom(room) do
    line = %{line | author: options[:as], at: DateTime.add(line.at, options[:later], :second), day: Date.add(line.day, 1)}
    {:reply, line, [line | lines]}
  end

  def handle_call(%Chat.History{room: "lobby", limit: limit}, _from, lines) do
    {:reply, Enum.take(lines, limit || 100), lines}
  end

  def handle_call({:dates, date, time, naive, at}, _from, lines) do
    {:reply,
     {:dates, Date.from_iso8601!(date), Time.from_iso8601!(time), NaiveDateTime.from_iso8601!(naive),
      elem(DateTime.from_iso8601(at), 1)}, lines}
  end
end

defmodule Interop do
  def loop(binding) do
    case IO.gets("") do
      line when is_binary(line) ->
        {answer, next} =
          try do
            Code.eval_string(line, binding)
          catch
            kind, reason -> {{kind, reason}, binding}
          end

        IO.puts("= " <> inspect(answer, limit: :infinity, printable_limit: :infinity, width: :infinity))
        loop(next)

      _ ->
        System.halt(0)
    end
  end
end

{:ok, _} = GenServer.start(Chat.Rooms, [], name: :rooms)
IO.puts("ready")
Interop.loop([])
